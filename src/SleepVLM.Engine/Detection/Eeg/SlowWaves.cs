using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Eyes;
using SleepVLM.Engine.Detection.Muscle;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>Slow waves as rule N3.1 has them: both half-waves within 0.25-1 s, more than 75 uV peak to peak.</summary>
/// <remarks>
/// Period-amplitude analysis on the signal below 4 Hz (AASM manual, N3; cf. YASA, Vallat and Walker 2021, whose 0.3-1.5 Hz band and negative-first order
/// would miss half of what scorers count), so that a spindle on a wave adds nothing to its amplitude. Eye movements and blinks that spread
/// to the frontal EEG look alike; they are larger at the eyes, slow waves are not.
/// </remarks>
internal static class SlowWaves
{
    /// <summary>Smaller waves are of no use even for the margin to 75 uV, microvolts.</summary>
    public const float SmallestMicrovolts = 40;

    private const float Hysteresis = 0.1f * (float)SignalCriteria.SlowWaveMicrovolts;
    private const float LargestMicrovolts = 500;
    private const double ReachSeconds = 0.12, Tolerance = 0.005;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"period-amplitude: below 4 Hz, half-waves {0.5 / SignalCriteria.SlowWaveHighHz}-{0.5 / SignalCriteria.SlowWaveLowHz} s, {SignalCriteria.SlowWaveMicrovolts}-{LargestMicrovolts} uV peak to peak");

    /// <summary>Finds every pair of neighbouring half-waves of the right length that are larger than <see cref="SmallestMicrovolts"/> together.</summary>
    /// <param name="channel">EEG.</param>
    /// <param name="eyes">Null without two EOG channels.</param>
    /// <param name="movements">Null where they cannot be told.</param>
    public static List<SlowWavePair> Pairs(ChannelSignal channel, EyePair? eyes, BodyMovements? movements)
    {
        double Seconds(int sample) => (double)sample / channel.RateHz;
        return [.. Read(channel.Slow, channel.RateHz).Where(pair =>
            (eyes is null || !eyes.IsLarger(pair.Wave)) && (movements is null || !movements[pair.Wave.Centre / channel.RateHz])
            && channel.Quality.IsUsable(Seconds(pair.Wave.Start), Seconds(pair.Wave.End)))];
    }

    /// <summary>The same in any trace, whatever made its waves.</summary>
    /// <param name="slow">Microvolts below 4 Hz.</param>
    /// <param name="rateHz">Samples a second.</param>
    public static IEnumerable<SlowWavePair> Read(float[] slow, int rateHz)
    {
        var reach = (int)(ReachSeconds * rateHz);
        var halves = HalfWaves.Find(slow, Hysteresis, reach);
        for (var i = 1; i < halves.Count; i++)
        {
            var (before, after) = (halves[i - 1], halves[i]);
            var size = Math.Abs(after.Peak - before.Peak);
            if (!(size > SmallestMicrovolts) || size > LargestMicrovolts) continue;
            if (!IsSlow(before, rateHz) || !IsSlow(after, rateHz) || after.Start - before.End > reach) continue;
            yield return new SlowWavePair(new Stretch((int)Math.Round(before.Start), (int)Math.Round(after.End), size), i, before.Peak < 0);
        }
    }

    /// <summary>The slow waves as events.</summary>
    public static IEnumerable<DetectedEvent> Events(ChannelSignal channel, List<SlowWavePair> pairs) => Apart(pairs).Select(wave => channel.Event(
        SleepEventKind.SlowWave, wave.Start, wave.End, wave.Size, (double)channel.RateHz / wave.Length, Score.Over(wave.Size, SignalCriteria.SlowWaveMicrovolts), OperatingPoint));

    /// <summary>The waves above 75 uV; each half-wave belongs to one of them, the earlier.</summary>
    public static IEnumerable<Stretch> Apart(IEnumerable<SlowWavePair> pairs)
    {
        var taken = -1;
        foreach (var pair in pairs)
        {
            if (!(pair.Wave.Size > SignalCriteria.SlowWaveMicrovolts) || pair.Place - 1 == taken) continue;
            taken = pair.Place;
            yield return pair.Wave;
        }
    }

    private static bool IsSlow(HalfWave half, int rateHz)
    {
        var seconds = (half.End - half.Start) / rateHz;
        return seconds >= 0.5 / SignalCriteria.SlowWaveHighHz - Tolerance && seconds <= 0.5 / SignalCriteria.SlowWaveLowHz + Tolerance;
    }
}
