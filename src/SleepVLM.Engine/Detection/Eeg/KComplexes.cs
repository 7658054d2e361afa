using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Eyes;
using SleepVLM.Engine.Detection.Muscle;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>K complexes (AASM manual: a well-delineated negative sharp wave at once followed by a positive one, standing out, at least 0.5 s) of one channel.</summary>
/// <remarks>
/// In 0.5-5 Hz: a negative half-wave of 0.12-0.6 s and a positive one of 0.2-1.1 s, 0.45-1.6 s together, at least 70 uV peak to peak of which the negative one
/// has 0.45, 5 times the root mean square of 3 s before and after. It is seen in the neighbouring EEG derivation too, if there is one: with
/// 0.6 of its size behind, with no less in front, where K complexes are largest; and it is no larger at the eyes. As in DETOKS and Visbrain the wave itself and its contrast decide; their energy operator answers to spindles as well and is left out.
/// </remarks>
internal static class KComplexes
{
    private const double LowHz = 0.5, HighHz = 5, LeastMicrovolts = 70, MostMicrovolts = 600, LeastNegativeShare = 0.45, OverAround = 5;
    private const double AroundSeconds = 3, ApartSeconds = 0.3, ReachSeconds = 0.12, LeastShareInFront = 1, LeastShareBehind = 0.6;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"K complex: {LowHz}-{HighHz} Hz, negative then positive, {LeastMicrovolts} uV peak to peak, {OverAround} times the RMS of {AroundSeconds} s before and after, in the next derivation {LeastShareBehind} of it behind, {LeastShareInFront} in front");

    /// <summary>Finds those of one channel.</summary>
    /// <param name="channel">EEG.</param>
    /// <param name="neighbour">Another EEG channel in which they must be seen; null where there is none.</param>
    /// <param name="eyes">Null without two EOG channels.</param>
    /// <param name="movements">Null where they cannot be told.</param>
    public static IEnumerable<DetectedEvent> Events(ChannelSignal channel, ChannelSignal? neighbour, EyePair? eyes, BodyMovements? movements)
    {
        var rateHz = channel.RateHz;
        var band = Band(channel);
        var other = neighbour is null ? null : Band(neighbour);
        var least = neighbour?.Role < channel.Role ? LeastShareInFront : LeastShareBehind;
        var power = MovingSums.Of(band, band);
        var halves = HalfWaves.Find(band, 2, (int)(ReachSeconds * rateHz));
        for (var i = 1; i < halves.Count; i++)
        {
            if (!HasTheShape(halves[i - 1], halves[i], rateHz)) continue;
            var size = halves[i].Peak - halves[i - 1].Peak;
            var wave = new Stretch((int)Math.Round(halves[i - 1].Start), (int)Math.Round(halves[i].End), size);
            var contrast = size / Around(power, wave, rateHz);
            if (contrast < OverAround || (eyes?.IsLarger(wave) ?? false) || (movements?.IsNear(wave.Centre / rateHz) ?? false)) continue;
            if (!SleepContext.IsSleepLike(channel, wave.Centre / rateHz)) continue;
            if (!channel.Quality.IsUsable((double)wave.Start / rateHz, (double)wave.End / rateHz)) continue;
            if (other is not null && neighbour!.Quality.IsUsable(wave.Centre / rateHz) && ShareIn(other, band, wave) < least) continue;
            yield return channel.Event(
                SleepEventKind.KComplex, wave.Start, wave.End, size, 0, Math.Min(Score.Over(contrast, OverAround), Score.Over(size, LeastMicrovolts)), OperatingPoint);
        }
    }

    private static float[] Band(ChannelSignal channel) =>
        channel.Filtered([.. Sections.HighPass(2, LowHz, channel.RateHz), .. Sections.LowPass(4, HighHz, channel.RateHz)]);

    private static bool HasTheShape(HalfWave negative, HalfWave positive, int rateHz)
    {
        if (negative.Peak >= 0 || positive.Peak <= 0 || positive.Start - negative.End > 0.1 * rateHz) return false;
        double size = positive.Peak - negative.Peak, down = (negative.End - negative.Start) / rateHz, up = (positive.End - positive.Start) / rateHz;
        return size is >= LeastMicrovolts and <= MostMicrovolts && -negative.Peak >= LeastNegativeShare * size
            && down is >= 0.12 and <= 0.6 && up is >= 0.2 and <= 1.1 && down + up >= 0.45;
    }

    /// <summary>Root mean square of what lies before and after, microvolts.</summary>
    private static double Around(MovingSums power, Stretch wave, int rateHz)
    {
        int around = (int)(AroundSeconds * rateHz), apart = (int)(ApartSeconds * rateHz);
        var mean = (power.Mean(wave.Start - apart - around, wave.Start - apart) + power.Mean(wave.End + apart, wave.End + apart + around)) / 2;
        return Math.Sqrt(mean + 1e-6);
    }

    /// <summary>How much of a wave is seen in another channel: the factor that fits it there best.</summary>
    private static double ShareIn(float[] other, float[] band, Stretch wave)
    {
        double xy = 0, xx = 1e-9;
        for (var i = Math.Max(0, wave.Start); i < Math.Min(band.Length, wave.End); i++) (xy, xx) = (xy + band[i] * other[i], xx + band[i] * band[i]);
        return xy / xx;
    }
}
