using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Images;

/// <summary>Multimodal rotary position ids: text counts on, a picture spans a grid at one time.</summary>
public static class MropePositions
{
    /// <summary>Position ids of one sequence, <c>[3, length]</c> row-major: time, row, column.</summary>
    /// <param name="ids">Token ids, image pads expanded.</param>
    /// <param name="grids">Grid of each picture, in order.</param>
    /// <param name="config">Gives the image pad and the merge size.</param>
    /// <exception cref="ArgumentException">Pictures and runs of image pads do not agree.</exception>
    public static int[] Create(ReadOnlySpan<int> ids, IReadOnlyList<GridThw> grids, Qwen25VlConfig config)
    {
        var (length, merge) = (ids.Length, config.Vision.SpatialMergeSize);
        var positions = new int[3 * length];
        var (next, picture) = (0, 0);
        for (var i = 0; i < length;)
        {
            if (ids[i] != config.ImageTokenId)
            {
                positions[i] = positions[length + i] = positions[2 * length + i] = next++;
                i++;
                continue;
            }

            if (picture == grids.Count) throw new ArgumentException($"token {i} is an image pad, but there are only {grids.Count} pictures");
            var grid = grids[picture++];
            var (rows, columns) = (grid.Rows / merge, grid.Columns / merge);
            for (var token = 0; token < grid.Frames * rows * columns; token++, i++)
            {
                if (i >= length || ids[i] != config.ImageTokenId) throw new ArgumentException($"picture {picture} needs {grid.Frames * rows * columns} image pads; token {i} is none");
                positions[i] = next;
                positions[length + i] = next + token / columns % rows;
                positions[2 * length + i] = next + token % columns;
            }

            next += Math.Max(rows, columns);
        }

        if (picture != grids.Count) throw new ArgumentException($"{grids.Count} pictures, but image pads for {picture}");
        return positions;
    }
}
