using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>Reads the finished night as a scorer would: figures of each epoch, and whether an epoch of deep sleep is N2 or N3.</summary>
internal static class NightScorer
{
    private const double EpochSeconds = 30;
    private const double SlowWaveSecondsOfN3 = 6; // rule N3.1: 20 % of the epoch

    public static (IReadOnlyList<SimulatedEpoch> Epochs, IReadOnlyList<EpochTruth> Truths) Score(
        IReadOnlyList<SleepStage> planned, IReadOnlyList<SleepEvent> events, IReadOnlyList<SleepEvent> slowWavesOnScreen, double[] chinMicrovolts, NoiseSource noise)
    {
        var (byEpoch, onScreen) = (ByEpoch(events, planned.Count), ByEpoch(slowWavesOnScreen, planned.Count));
        var wakeTone = MedianOf(chinMicrovolts.Where((_, i) => planned[i] == SleepStage.W), MedianOf(chinMicrovolts, 1));
        var scorerBias = noise.Gaussian(0, 0.6);
        var (epochs, truths) = (new SimulatedEpoch[planned.Count], new EpochTruth[planned.Count]);
        for (var i = 0; i < planned.Count; i++)
        {
            double Covered(SleepEventKind kind) => Coverage(byEpoch[i], kind, i * EpochSeconds);
            truths[i] = new EpochTruth(chinMicrovolts[i], chinMicrovolts[i] / Math.Max(wakeTone, 0.01), Covered(SleepEventKind.AlphaRhythm) / EpochSeconds,
                Coverage(onScreen[i], SleepEventKind.SlowWave, i * EpochSeconds), Covered(SleepEventKind.Arousal), Covered(SleepEventKind.BodyMovement));
            epochs[i] = new SimulatedEpoch(new EpochIndex(i), Stage(planned[i], truths[i].SlowWaveSeconds + scorerBias + noise.Gaussian(0, 0.8)), byEpoch[i]);
        }
        return (epochs, truths);
    }

    // Deep sleep is defined by what can be counted; scorers differ about counts near the border, and a plan gives way only when it is clearly off.
    private static SleepStage Stage(SleepStage planned, double slowWaveSeconds) => planned switch
    {
        SleepStage.N3 when slowWaveSeconds < SlowWaveSecondsOfN3 - 0.5 => SleepStage.N2,
        SleepStage.N2 when slowWaveSeconds > SlowWaveSecondsOfN3 + 1 => SleepStage.N3,
        _ => planned,
    };

    private static List<SleepEvent>[] ByEpoch(IReadOnlyList<SleepEvent> events, int count)
    {
        var lists = Enumerable.Range(0, count).Select(_ => new List<SleepEvent>()).ToArray();
        foreach (var item in events)
        {
            var last = Math.Min(count - 1, (int)((item.OnsetSeconds + item.DurationSeconds) / EpochSeconds));
            for (var epoch = Math.Max(0, (int)(item.OnsetSeconds / EpochSeconds)); epoch <= last; epoch++) lists[epoch].Add(item);
        }
        return lists;
    }

    private static double Coverage(List<SleepEvent> events, SleepEventKind kind, double epochOnset)
    {
        var (sum, covered) = (0.0, epochOnset);
        foreach (var item in events)
        {
            if (item.Kind != kind) continue;
            var end = Math.Min(epochOnset + EpochSeconds, item.OnsetSeconds + item.DurationSeconds);
            sum += Math.Max(0, end - Math.Max(covered, item.OnsetSeconds));
            covered = Math.Max(covered, end);
        }
        return sum;
    }

    private static double MedianOf(IEnumerable<double> values, double whenEmpty)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? whenEmpty : sorted[sorted.Length / 2];
    }
}
