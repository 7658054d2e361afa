namespace SleepVLM.Engine.EpochImages.Filters;

/// <summary>Samples that are no numbers: bridged before a filter, which would carry them over the whole night, and silent after it.</summary>
public static class Dropouts
{
    /// <summary>Replaces each run of NaN and infinite samples by a straight line between its neighbours.</summary>
    /// <returns>The runs, as index and length; empty for a sound signal.</returns>
    public static IReadOnlyList<(int Start, int Length)> Bridge(Span<double> samples)
    {
        var runs = new List<(int Start, int Length)>();
        for (var i = 0; i < samples.Length; i++)
        {
            if (double.IsFinite(samples[i])) continue;
            var start = i;
            while (i < samples.Length && !double.IsFinite(samples[i])) i++;
            runs.Add((start, i - start));
            Join(samples, start, i);
        }

        return runs;
    }

    /// <summary>Sets to zero what the runs became after resampling, and whatever else is not finite.</summary>
    /// <param name="runs">What <see cref="Bridge"/> returned.</param>
    /// <param name="sourceLength">Samples of the bridged signal.</param>
    /// <param name="outputLength">Samples that those became.</param>
    /// <param name="target">The resampled signal, or the beginning of it.</param>
    public static void Silence(IReadOnlyList<(int Start, int Length)> runs, int sourceLength, int outputLength, Span<float> target)
    {
        foreach (var (start, length) in runs)
        {
            var first = (int)Math.Min(target.Length, (long)start * outputLength / sourceLength);
            var end = (int)Math.Min(target.Length, (long)(start + length) * outputLength / sourceLength + 1);
            target[first..end].Clear();
        }

        foreach (ref var sample in target)
            if (!float.IsFinite(sample)) sample = 0;
    }

    private static void Join(Span<double> samples, int start, int end)
    {
        var before = start > 0 ? samples[start - 1] : end < samples.Length ? samples[end] : 0;
        var after = end < samples.Length ? samples[end] : before;
        for (var i = start; i < end; i++) samples[i] = before + (after - before) * (i - start + 1) / (end - start + 1);
    }
}
