using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Eeg;
using SleepVLM.Engine.Detection.Eyes;
using SleepVLM.Engine.Detection.Muscle;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Joint;

/// <summary>K complexes that the derivations show together though none alone shows them plainly: largest in front, less behind, near a spindle.</summary>
/// <remarks>Where the subject's plain ones are known (15 an hour), a small one has at least 0.85 of their median size: bursts of slow activity are smaller.</remarks>
internal static class JointKComplexes
{
    private const double Least = 3.8, LeastMicrovolts = 30, LeastShareOfPlain = 0.85, PlainAnHour = 15, SpindleReachSeconds = 60, ApartSeconds = 0.3;
    private const double LeastCentral = 0.5, MostCentral = 1.15, MostOccipital = 0.65;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"matched filter over all derivations: negative then positive, largest in front, {Least} SD of the background, near a spindle");

    /// <summary>Those that lie 0.3 s or more from the K complexes found already, told of the foremost EEG channel.</summary>
    /// <param name="evidence">Of K complexes.</param>
    /// <param name="eeg">EEG channels, the foremost first.</param>
    /// <param name="found">What single channels show.</param>
    /// <param name="eyes">Null without two EOG channels.</param>
    /// <param name="movements">Null where they cannot be told.</param>
    public static IEnumerable<DetectedEvent> Events(
        Evidence evidence, IReadOnlyList<ChannelSignal> eeg, IReadOnlyList<ChannelFindings> found, EyePair? eyes, BodyMovements? movements)
    {
        if (eeg.Count < 2 || eeg[0].Role != ChannelRole.F4) yield break;
        Stretches[] known = [.. found.Select(one => one.KComplexes)], spindles = [.. found.Select(one => one.Spindles)];
        var apart = (int)(ApartSeconds * eeg[0].RateHz);
        var least = Math.Max(LeastMicrovolts, LeastShareOfPlain * PlainSize(known[0], eeg[0]));
        foreach (var peak in evidence.Peaks(Least))
        {
            var (channel, rateHz) = (eeg[0], eeg[0].RateHz);
            int from = (int)(peak.OnsetSeconds * rateHz), to = Math.Min(channel.Samples.Length, (int)(peak.EndSeconds * rateHz)), second = (from + to) / 2 / rateHz;
            if (known.Any(stretches => stretches.Covered(from - apart, to + apart) > 0)) continue;
            if (eeg.Any(other => !other.Quality.IsUsable(peak.OnsetSeconds, peak.EndSeconds))) continue;
            var reach = (int)(SpindleReachSeconds * rateHz);
            if (spindles.All(near => near.Centred(from - reach, to + reach).IsEmpty)) continue;
            var front = EyePair.Range(channel.Slow.AsSpan(from..to));
            if (front < least || !HasTheTopography(eeg, from, to, front)) continue;
            if ((eyes?.IsLarger(new Stretch(from, to, front)) ?? false) || (movements?.IsNear(second) ?? false) || !SleepContext.IsSleepLike(channel, second)) continue;
            yield return channel.Event(SleepEventKind.KComplex, from, to, front, 0, Score.Above(peak.Value, Least), OperatingPoint);
        }
    }

    /// <summary>Median size of the subject's plain ones, microvolts; 0 where they are too few to know it by.</summary>
    private static double PlainSize(Stretches plain, ChannelSignal channel) => plain.All.Count < PlainAnHour * channel.Seconds / 3600
        ? 0 : Percentiles.Of([.. plain.All.Select(wave => (double)wave.Size)], 50);

    private static bool HasTheTopography(IReadOnlyList<ChannelSignal> eeg, int from, int to, double front) => eeg.Skip(1).All(channel =>
    {
        var share = EyePair.Range(channel.Slow.AsSpan(from..to)) / front;
        return channel.Role == ChannelRole.O2 ? share <= MostOccipital : share is >= LeastCentral and <= MostCentral;
    });
}
