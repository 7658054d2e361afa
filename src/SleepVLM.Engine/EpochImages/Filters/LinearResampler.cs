namespace SleepVLM.Engine.EpochImages.Filters;

/// <summary>Linear interpolation from one rate to another without an anti-alias filter, as the published chain does it.</summary>
public static class LinearResampler
{
    /// <summary>Rates closer than this (hertz) count as equal: the samples are copied.</summary>
    private const double SameRateHz = 0.1;

    /// <summary>Samples that <paramref name="count"/> samples become.</summary>
    public static int OutputLength(int count, double fromHz, double toHz) =>
        Math.Abs(fromHz - toHz) < SameRateHz ? count : (int)Math.Round(toHz / fromHz * count, MidpointRounding.ToEven);

    /// <summary>Interpolates on <c>linspace(0, n - 1, target.Length)</c>: first to first sample, last to last.</summary>
    /// <param name="source">n samples.</param>
    /// <param name="target"><see cref="OutputLength"/> samples.</param>
    public static void Resample(ReadOnlySpan<double> source, Span<float> target)
    {
        if (source.Length == target.Length)
        {
            for (var i = 0; i < source.Length; i++) target[i] = (float)source[i];
            return;
        }

        if (target.IsEmpty) return;
        var last = source.Length - 1;
        var step = target.Length == 1 ? 0 : (double)last / (target.Length - 1);
        for (var i = 0; i < target.Length - 1; i++)
        {
            var position = i * step;
            var before = (int)position;
            target[i] = before >= last
                ? (float)source[last]
                : (float)((source[before + 1] - source[before]) * (position - before) + source[before]);
        }

        target[^1] = (float)source[target.Length == 1 ? 0 : last];
    }
}
