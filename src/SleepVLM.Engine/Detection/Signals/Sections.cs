using System.Buffers;
using System.Numerics.Tensors;
using SleepVLM.Engine.EpochImages.Filters;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Butterworth low-pass and high-pass filters as second-order sections, run forward and backward.</summary>
/// <remarks>Edges are where the gain of both runs together is one half; far inside the band it is one.</remarks>
internal static class Sections
{
    // Both ends of a section of second order.
    private const int MostPadding = 2 * 9;

    /// <summary>Low-pass of an even order, in order / 2 sections.</summary>
    public static IEnumerable<ZeroPhaseFilter> LowPass(int order, double edgeHz, double rateHz) =>
        Design(order, edgeHz, rateHz, w2 => (w2, 2 * w2, w2));

    /// <summary>High-pass of an even order, in order / 2 sections.</summary>
    public static IEnumerable<ZeroPhaseFilter> HighPass(int order, double edgeHz, double rateHz) =>
        Design(order, edgeHz, rateHz, _ => (1, -2, 1));

    /// <summary>A filtered copy of a channel.</summary>
    /// <param name="samples">Microvolts, more than nine samples.</param>
    /// <param name="filters">Sections in any order.</param>
    public static float[] Filtered(ReadOnlySpan<float> samples, params IEnumerable<ZeroPhaseFilter> filters)
    {
        var (lent, scratch) = (ArrayPool<double>.Shared.Rent(samples.Length), ArrayPool<double>.Shared.Rent(samples.Length + MostPadding));
        var work = lent.AsSpan(0, samples.Length);
        TensorPrimitives.ConvertTruncating(samples, work);
        foreach (var filter in filters) filter.Apply(work, scratch);
        var filtered = new float[samples.Length];
        TensorPrimitives.ConvertTruncating<double, float>(work, filtered);
        ArrayPool<double>.Shared.Return(lent);
        ArrayPool<double>.Shared.Return(scratch);
        return filtered;
    }

    private static IEnumerable<ZeroPhaseFilter> Design(
        int order, double edgeHz, double rateHz, Func<double, (double, double, double)> numerator)
    {
        var w = Math.Tan(Math.PI * edgeHz / rateHz);
        var w2 = w * w;
        for (var k = 0; k < order / 2; k++)
        {
            var damping = 2 * Math.Sin(Math.PI * (2 * k + 1) / (2 * order)) * w;
            var a0 = 1 + damping + w2;
            var (b0, b1, b2) = numerator(w2);
            yield return new ZeroPhaseFilter(new TransferFunction(
                [b0 / a0, b1 / a0, b2 / a0], [1, 2 * (w2 - 1) / a0, (1 - damping + w2) / a0]));
        }
    }
}
