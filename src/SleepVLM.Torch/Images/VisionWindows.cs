namespace SleepVLM.Torch.Images;

/// <summary>How merged tokens are ordered so that each attention window lies in one piece.</summary>
/// <param name="WindowIndex">Merged tokens in window order; entry i is the reading-order place of the i-th token.</param>
/// <param name="CuWindowSeqlens">Cumulative window sizes in patches, from 0, empty windows removed.</param>
/// <param name="CuSeqlens">Cumulative frame sizes in patches, from 0.</param>
/// <param name="RowColumn">Row and column of each patch before the reordering, in the merge-block order of the pixels, interleaved.</param>
public sealed record VisionWindows(int[] WindowIndex, int[] CuWindowSeqlens, int[] CuSeqlens, int[] RowColumn)
{
    /// <summary>Windows of <paramref name="windowTokens"/> merged tokens a side, row by row in each frame; windows at the edges are smaller.</summary>
    public static VisionWindows Create(IReadOnlyList<GridThw> grids, int mergeSize, int windowTokens)
    {
        List<int> index = [], windows = [0], frames = [0], places = [];
        var first = 0;
        foreach (var grid in grids)
        {
            var (rows, columns) = (grid.Rows / mergeSize, grid.Columns / mergeSize);
            for (var frame = 0; frame < grid.Frames; frame++)
            {
                AddWindows(first + frame * rows * columns, rows, columns);
                frames.Add(frames[^1] + grid.Rows * grid.Columns);
                AddPlaces(rows, columns);
            }

            first += grid.Frames * rows * columns;
        }

        return new VisionWindows([.. index], [.. windows], [.. frames], [.. places]);

        void AddWindows(int start, int rows, int columns)
        {
            for (var top = 0; top < rows; top += windowTokens)
                for (var left = 0; left < columns; left += windowTokens)
                {
                    var (bottom, right) = (Math.Min(top + windowTokens, rows), Math.Min(left + windowTokens, columns));
                    for (var row = top; row < bottom; row++)
                        for (var column = left; column < right; column++) index.Add(start + row * columns + column);
                    windows.Add(windows[^1] + (bottom - top) * (right - left) * mergeSize * mergeSize);
                }
        }

        void AddPlaces(int rows, int columns)
        {
            for (var block = 0; block < rows * columns; block++)
                for (var i = 0; i < mergeSize * mergeSize; i++)
                {
                    places.Add(block / columns * mergeSize + i / mergeSize);
                    places.Add(block % columns * mergeSize + i % mergeSize);
                }
        }
    }
}
