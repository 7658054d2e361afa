using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Eeg;
using SleepVLM.Engine.Detection.Eyes;
using SleepVLM.Engine.Detection.Muscle;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Joint;

/// <summary>K complexes that the derivations show together though none alone shows them plainly.</summary>
internal static class JointKComplexes
{
    private const double LeastMicrovolts = 30;
    private static readonly double Least = double.Parse(Environment.GetEnvironmentVariable("JK") ?? "5");

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"matched filter over all derivations: negative then positive, largest in front, {Least} SD of the background");

    /// <summary>Those that overlap none of the K complexes found already, told of the foremost EEG channel.</summary>
    /// <param name="evidence">Of K complexes.</param>
    /// <param name="eeg">EEG channels, the foremost first.</param>
    /// <param name="found">K complexes of single channels.</param>
    /// <param name="eyes">Null without two EOG channels.</param>
    /// <param name="movements">Null where they cannot be told.</param>
    public static IEnumerable<DetectedEvent> Events(
        Evidence evidence, IReadOnlyList<ChannelSignal> eeg, IEnumerable<Stretches> found, EyePair? eyes, BodyMovements? movements)
    {
        if (eeg.Count < 2) yield break;
        Stretches[] known = [.. found];
        foreach (var peak in evidence.Peaks(Least))
        {
            var (channel, rateHz) = (eeg[0], eeg[0].RateHz);
            int from = (int)(peak.OnsetSeconds * rateHz), to = Math.Min(channel.Samples.Length, (int)(peak.EndSeconds * rateHz)), second = (from + to) / 2 / rateHz;
            if (known.Any(stretches => stretches.Covered(from, to) > 0)) continue;
            if (eeg.Any(other => !other.Quality.IsUsable(peak.OnsetSeconds, peak.EndSeconds))) continue;
            double front = Size(channel.Slow.AsSpan(from..to)), behind = Size(eeg[1].Slow.AsSpan(from..to));
            if (front < LeastMicrovolts || behind < 0.4 * front) continue;
            if ((eyes?.IsLarger(new Stretch(from, to, (float)front)) ?? false) || (movements?.IsNear(second) ?? false) || !SleepContext.IsSleepLike(channel, second)) continue;
            yield return channel.Event(SleepEventKind.KComplex, from, to, front, 0, Score.Above(peak.Value, Least), OperatingPoint);
        }
    }

    private static double Size(ReadOnlySpan<float> samples)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (var value in samples) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return high - low;
    }
}
