using System.Runtime.CompilerServices;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Sums of a signal's values or products over any stretch, at the cost of two look-ups.</summary>
internal sealed class MovingSums
{
    private readonly double[] _before;

    private MovingSums(double[] before) => _before = before;

    /// <summary>Of the values themselves.</summary>
    public static MovingSums Of(ReadOnlySpan<float> values)
    {
        var before = new double[values.Length + 1];
        for (var i = 0; i < values.Length; i++) before[i + 1] = before[i] + values[i];
        return new MovingSums(before);
    }

    /// <summary>Of the products of two signals; of squares where both are the same.</summary>
    public static MovingSums Of(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var before = new double[first.Length + 1];
        for (var i = 0; i < first.Length; i++) before[i + 1] = before[i] + (double)first[i] * second[i];
        return new MovingSums(before);
    }

    /// <summary>Mean over a stretch, drawn in at the ends of the night; 0 for an empty one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Mean(int from, int to)
    {
        (from, to) = (Math.Clamp(from, 0, _before.Length - 1), Math.Clamp(to, 0, _before.Length - 1));
        return to > from ? (_before[to] - _before[from]) / (to - from) : 0;
    }
}
