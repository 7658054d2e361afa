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
        var halves = HalfWaves.Find(channel.Slow, Hysteresis, (int)(ReachSeconds * channel.RateHz));
        var pairs = new List<SlowWavePair>();
        for (var i = 1; i < halves.Count; i++)
        {
            var (before, after) = (halves[i - 1], halves[i]);
            var size = Math.Abs(after.Peak - before.Peak);
            if (!(size > SmallestMicrovolts) || size > LargestMicrovolts) continue;
            if (!IsSlow(before, channel.RateHz) || !IsSlow(after, channel.RateHz) || after.Start - before.End > ReachSeconds * channel.RateHz) continue;
            var wave = new Stretch((int)Math.Round(before.Start), (int)Math.Round(after.End), size);
            if (eyes is not null && eyes.IsLarger(wave)) continue;
            if (movements is not null && movements[wave.Centre / channel.RateHz]) continue;
            if (!channel.Quality.IsUsable(before.Start / channel.RateHz, after.End / channel.RateHz)) continue;
            pairs.Add(new SlowWavePair(wave, i, before.Peak < 0));
        }

        return pairs;
    }

    /// <summary>The slow waves as events: each half-wave belongs to one wave, the earlier.</summary>
    public static IEnumerable<DetectedEvent> Events(ChannelSignal channel, List<SlowWavePair> pairs)
    {
        var taken = -1;
        foreach (var pair in pairs)
        {
            if (!(pair.Wave.Size > SignalCriteria.SlowWaveMicrovolts) || pair.Place - 1 == taken) continue;
            taken = pair.Place;
            yield return channel.Event(SleepEventKind.SlowWave, pair.Wave.Start, pair.Wave.End, pair.Wave.Size,
                (double)channel.RateHz / pair.Wave.Length, Score.Over(pair.Wave.Size, SignalCriteria.SlowWaveMicrovolts), OperatingPoint);
        }
    }

    private static bool IsSlow(HalfWave half, int rateHz)
    {
        var seconds = (half.End - half.Start) / rateHz;
        return seconds >= 0.5 / SignalCriteria.SlowWaveHighHz - Tolerance && seconds <= 0.5 / SignalCriteria.SlowWaveLowHz + Tolerance;
    }
}
