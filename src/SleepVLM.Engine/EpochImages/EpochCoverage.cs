using SleepVLM.Contracts;

namespace SleepVLM.Engine.EpochImages;

/// <summary>Which epochs of the 30-second grid hold signal from end to end.</summary>
internal sealed class EpochCoverage(int epochCount, int samplesPerEpoch)
{
    private readonly int[] _covered = new int[epochCount];

    /// <summary>Marks samples <paramref name="start"/> up to <paramref name="end"/> (exclusive) as present in every channel.</summary>
    public void Add(int start, int end)
    {
        while (start < end)
        {
            var epoch = start / samplesPerEpoch;
            var stop = Math.Min(end, (epoch + 1) * samplesPerEpoch);
            _covered[epoch] += stop - start;
            start = stop;
        }
    }

    /// <summary>One entry per epoch: null where it is whole.</summary>
    /// <param name="durationSeconds">Length of the recording: an epoch that reaches beyond it is incomplete, not interrupted.</param>
    public UnscoredReason?[] WhyUnscorable(double durationSeconds)
    {
        var reasons = new UnscoredReason?[epochCount];
        for (var epoch = 0; epoch < epochCount; epoch++)
        {
            if (_covered[epoch] >= samplesPerEpoch) continue;
            var end = (epoch + 1) * EpochIndex.Duration.TotalSeconds;
            reasons[epoch] = end > durationSeconds ? UnscoredReason.Incomplete : UnscoredReason.SignalGap;
        }

        return reasons;
    }
}
