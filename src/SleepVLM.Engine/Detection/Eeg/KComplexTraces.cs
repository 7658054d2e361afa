using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>Waves that may be a K complex which the detector misses: negative then positive, smaller, or among slow waves.</summary>
internal static class KComplexTraces
{
    private const double LeastMicrovolts = 55, PlainMicrovolts = 75, MostScore = 0.49;

    private static readonly string OperatingPoint = FormattableString.Invariant($"negative then positive, below 4 Hz, {LeastMicrovolts} uV peak to peak, among slow waves too");

    public static IEnumerable<DetectedEvent> Of(ChannelSignal channel, List<SlowWavePair> pairs) => pairs
        .Where(pair => pair.NegativeFirst && pair.Wave.Size > LeastMicrovolts)
        .Select(pair => channel.Event(
            SleepEventKind.KComplex, pair.Wave.Start, pair.Wave.End, pair.Wave.Size, 0, Math.Min(MostScore, Score.Over(pair.Wave.Size, PlainMicrovolts)), OperatingPoint));
}
