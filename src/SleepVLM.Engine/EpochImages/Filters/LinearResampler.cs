namespace SleepVLM.Engine.EpochImages.Filters;

/// <summary>Linear interpolation from one rate to another without an anti-alias filter, as the published chain does it.</summary>
public static class LinearResampler
{
    /// <summary>Rates closer than this (hertz) count as equal: the samples are copied.</summary>
    private const double SameRateHz = 0.1;

    /// <summary>Samples that <paramref name="count"/> samples become.</summary>
    public static int OutputLength(int count, double fromHz, double toHz) =>
        Math.Abs(fromHz - toHz) < SameRateHz ? count : (int)Math.Round(toHz / fromHz * count, MidpointRounding.ToEven);

    /// <summary>Interpolates on <c>linspace(0, n - 1, outputLength)</c>: first to first sample, last to last.</summary>
    /// <param name="source">n samples, at least one.</param>
    /// <param name="outputLength">What <see cref="OutputLength"/> gave.</param>
    /// <param name="target">Receives the first samples of the result, as many as it holds; no more than <paramref name="outputLength"/>.</param>
    public static void Resample(ReadOnlySpan<double> source, int outputLength, Span<float> target)
    {
        var last = source.Length - 1;
        var step = outputLength > 1 ? (double)last / (outputLength - 1) : 0;
        for (var i = 0; i < target.Length; i++)
        {
            var position = i * step;
            var before = Math.Min((int)position, last);
            var after = Math.Min(before + 1, last);
            target[i] = (float)((source[after] - source[before]) * (position - before) + source[before]);
        }
    }
}
