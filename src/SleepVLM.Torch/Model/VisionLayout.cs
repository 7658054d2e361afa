using SleepVLM.Torch.Images;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Everything of a set of images that depends on their sizes alone: the window order, the attention segments, the rotary angles.</summary>
/// <param name="PatchOrder">Permutation that brings patches into window order, int64 <c>[patches]</c>.</param>
/// <param name="InverseOrder">Brings merged tokens back, int64 <c>[patches / merge squared]</c>.</param>
/// <param name="Windows">Attention segments of the windowed blocks.</param>
/// <param name="Frames">Attention segments of the full-attention blocks.</param>
/// <param name="Rotary">Angles in window order, <c>[patches, head width]</c>.</param>
public sealed record VisionLayout(
    Tensor PatchOrder, Tensor InverseOrder, IReadOnlyList<SegmentRun> Windows, IReadOnlyList<SegmentRun> Frames, RotaryTable Rotary)
{
    /// <summary>Base of the vision tower's rotary frequencies.</summary>
    private const double Theta = 10000;

    /// <param name="grids">Patch grid of each image, (frames, rows, columns).</param>
    /// <param name="mergeSize">Patches merged along each side.</param>
    /// <param name="windowTokens">Merged tokens along each side of a window.</param>
    /// <param name="headWidth">Width of one attention head.</param>
    /// <param name="device">Where the tower runs.</param>
    /// <param name="dtype">Element type of the tower.</param>
    public static VisionLayout Create(IReadOnlyList<GridThw> grids, int mergeSize, int windowTokens, int headWidth, Device device, ScalarType dtype)
    {
        var windows = VisionWindows.Create(grids, mergeSize, windowTokens);
        var unit = mergeSize * mergeSize;
        var order = new long[windows.WindowIndex.Length * unit];
        var inverse = new long[windows.WindowIndex.Length];
        for (var i = 0; i < windows.WindowIndex.Length; i++)
        {
            inverse[windows.WindowIndex[i]] = i;
            for (var j = 0; j < unit; j++) order[i * unit + j] = windows.WindowIndex[i] * (long)unit + j;
        }

        return new VisionLayout(
            tensor(order, device: device), tensor(inverse, device: device),
            SegmentRun.FromBoundaries(windows.CuWindowSeqlens), SegmentRun.FromBoundaries(windows.CuSeqlens),
            RotaryTable.FromAngles(Angles(windows.RowColumn, order, headWidth, dtype), [order.Length], headWidth / 2, device, dtype));
    }

    private static double[] Angles(ReadOnlySpan<int> rowColumn, long[] order, int headWidth, ScalarType dtype)
    {
        var quarter = headWidth / 4;
        var angles = new double[order.Length * 2 * quarter];
        for (var i = 0; i < order.Length; i++)
            for (var j = 0; j < quarter; j++)
            {
                var frequency = RotaryTable.Frequency(Theta, 2.0 * j / (headWidth / 2), dtype);
                angles[i * 2 * quarter + j] = rowColumn[(int)order[i] * 2] * frequency;
                angles[i * 2 * quarter + quarter + j] = rowColumn[(int)order[i] * 2 + 1] * frequency;
            }

        return angles;
    }
}

/// <summary>Neighbouring attention segments of equal length.</summary>
/// <param name="Start">First patch.</param>
/// <param name="Count">Number of segments.</param>
/// <param name="Length">Patches in each.</param>
public readonly record struct SegmentRun(int Start, int Count, int Length)
{
    /// <summary>Groups cumulative boundaries (0, a, b, ...) into runs of equal length, so that each run is one batched product.</summary>
    public static IReadOnlyList<SegmentRun> FromBoundaries(ReadOnlySpan<int> boundaries)
    {
        var runs = new List<SegmentRun>();
        for (var i = 0; i + 1 < boundaries.Length; i++)
        {
            var length = boundaries[i + 1] - boundaries[i];
            if (runs.Count > 0 && runs[^1].Length == length) runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            else runs.Add(new SegmentRun(boundaries[i], 1, length));
        }

        return runs;
    }
}
