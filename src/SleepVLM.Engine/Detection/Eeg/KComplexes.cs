using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>K complexes (AASM manual: a sharp negative wave at once followed by a positive one, standing out, at least 0.5 s) of one channel.</summary>
/// <remarks>Negative-first waves below 4 Hz around which slow waves cover less than a quarter of 3 s on each side.</remarks>
internal static class KComplexes
{
    private const double ShortestSeconds = 0.5, LongestSeconds = 2, ApartSeconds = 3, MostCoveredShare = 0.25, LeastMicrovolts = 75;
    private const double TraceMicrovolts = 55;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"K complex: negative then positive, {ShortestSeconds}-{LongestSeconds} s, {LeastMicrovolts} uV peak to peak, slow waves cover less than {MostCoveredShare} of {ApartSeconds} s around");

    private static readonly string TracePoint = FormattableString.Invariant($"K complex: {TraceMicrovolts} uV peak to peak, among slow waves too");

    /// <summary>Pairs of half-waves that may be a K complex which the detector misses: smaller, or among slow waves.</summary>
    public static IEnumerable<DetectedEvent> Traces(ChannelSignal channel, List<SlowWavePair> pairs) => pairs.Where(pair => pair.NegativeFirst && pair.Wave.Size > TraceMicrovolts)
        .Select(pair => channel.Event(
            SleepEventKind.KComplex, pair.Wave.Start, pair.Wave.End, pair.Wave.Size, 0, Math.Min(0.49, Score.Over(pair.Wave.Size, LeastMicrovolts)), TracePoint));

    public static IEnumerable<DetectedEvent> Events(ChannelSignal channel, List<SlowWavePair> pairs, Stretches slowWaves)
    {
        var apart = (int)(ApartSeconds * channel.RateHz);
        foreach (var pair in pairs)
        {
            var (wave, seconds) = (pair.Wave, (double)pair.Wave.Length / channel.RateHz);
            if (!pair.NegativeFirst || wave.Size <= LeastMicrovolts || seconds < ShortestSeconds || seconds > LongestSeconds) continue;
            var around = slowWaves.Covered(wave.Start - apart, wave.Start) + slowWaves.Covered(wave.End, wave.End + apart);
            if (around >= MostCoveredShare * 2 * apart) continue;
            yield return channel.Event(SleepEventKind.KComplex, wave.Start, wave.End, wave.Size, 0, Score.Over(wave.Size, LeastMicrovolts), OperatingPoint);
        }
    }
}
