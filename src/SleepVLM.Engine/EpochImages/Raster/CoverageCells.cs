using System.Runtime.CompilerServices;

namespace SleepVLM.Engine.EpochImages.Raster;

/// <summary>Exact area coverage of outlines, one cell per pixel, in fixed point with 8 fractional bits (Anti-Grain Geometry's rule).</summary>
/// <remarks>
/// Each edge adds to the cells it crosses its signed height (cover) and twice the area to its left (area). Summing covers along
/// a row then gives every pixel's coverage. Sums do not depend on the order of edges, so a dense grid replaces the sorted list of
/// cells that Anti-Grain Geometry keeps. One cell is a long: area in the upper half, cover in the lower.
/// </remarks>
internal sealed class CoverageCells(int widthPx, int heightPx)
{
    public const int SubpixelBits = 8;
    public const int Subpixels = 1 << SubpixelBits;
    private const int SubpixelMask = Subpixels - 1;

    /// <summary>One column and one row more than pixels: edges may lie on the far borders.</summary>
    private readonly int _stride = widthPx + 1;
    private readonly long[] _cells = new long[(widthPx + 1) * (heightPx + 1)];
    private int _firstRow = int.MaxValue;
    private int _lastRow = -1;

    /// <summary>Adds an edge between two points in subpixels, inside the picture or on its border.</summary>
    public void AddEdge(int x1, int y1, int x2, int y2)
    {
        int row = y1 >> SubpixelBits, lastRow = y2 >> SubpixelBits;
        int fraction1 = y1 & SubpixelMask, fraction2 = y2 & SubpixelMask;
        Touch(row, lastRow);
        if (row == lastRow)
        {
            AddInRow(row, x1, fraction1, x2, fraction2);
            return;
        }

        int dx = x2 - x1, dy = y2 - y1;
        var (step, exit) = dy > 0 ? (1, Subpixels) : (-1, 0);
        if (dx == 0)
        {
            AddVertical(row, lastRow, step, exit, x1, fraction1, fraction2);
            return;
        }

        var height = Math.Abs(dy);
        var (shift, remainder) = FloorDivide((dy > 0 ? Subpixels - fraction1 : fraction1) * dx, height);
        var x = x1 + shift;
        AddInRow(row, x1, fraction1, x, exit);
        row += step;
        if (row != lastRow)
        {
            var (lift, rest) = FloorDivide(Subpixels * dx, height);
            remainder -= height;
            while (row != lastRow)
            {
                var next = x + lift;
                remainder += rest;
                if (remainder >= 0)
                {
                    remainder -= height;
                    next++;
                }

                AddInRow(row, x, Subpixels - exit, next, exit);
                x = next;
                row += step;
            }
        }

        AddInRow(row, x, Subpixels - exit, x2, fraction2);
    }

    /// <summary>Turns the sums into coverage, 0 to 255 per pixel (non-zero rule, clipped at full), and clears the cells.</summary>
    /// <param name="painter">Receives the runs of pixels that edges enclose.</param>
    public void Sweep<TPainter>(ref TPainter painter) where TPainter : struct, IRunPainter, allows ref struct
    {
        Span<byte> coverage = stackalloc byte[widthPx];
        for (var row = _firstRow; row <= Math.Min(_lastRow, heightPx - 1); row++)
        {
            var cells = _cells.AsSpan(row * _stride, _stride);
            var x = 0;
            while (x < widthPx)
            {
                var empty = cells[x..widthPx].IndexOfAnyExcept(0L);
                if (empty < 0) break;
                x += empty;
                var length = SweepRun(cells[x..widthPx], coverage);
                painter.Paint(row, x, coverage[..length]);
                x += length;
            }

            cells.Clear();
        }

        if (_lastRow >= heightPx) _cells.AsSpan(heightPx * _stride, _stride).Clear();
        (_firstRow, _lastRow) = (int.MaxValue, -1);
    }

    /// <summary>Coverage from the first cell that an edge crossed to where the row is outside again and no edge follows at once.</summary>
    private static int SweepRun(ReadOnlySpan<long> cells, Span<byte> coverage)
    {
        int cover = 0, inside = 0;
        for (var x = 0; x < cells.Length; x++)
        {
            var cell = cells[x];
            if (cell == 0)
            {
                if (inside == 0 && cover == 0) return x;
                coverage[x] = (byte)inside;
                continue;
            }

            var cellCover = (int)cell;
            cover += cellCover;
            var full = cover << (SubpixelBits + 1);
            inside = Clip(full);
            coverage[x] = (byte)Clip(full - (int)((cell - cellCover) >> 32));
        }

        return cells.Length;
    }

    private static int Clip(int area) => Math.Min(Math.Abs(area >> (SubpixelBits + 1)), 255);

    private void Touch(int row1, int row2)
    {
        var (low, high) = row1 < row2 ? (row1, row2) : (row2, row1);
        if (low < _firstRow) _firstRow = low;
        if (high > _lastRow) _lastRow = high;
    }

    private void AddVertical(int row, int lastRow, int step, int exit, int x, int fraction1, int fraction2)
    {
        var column = x >> SubpixelBits;
        var twiceFraction = (x & SubpixelMask) << 1;
        Add(row, column, exit - fraction1, twiceFraction * (exit - fraction1));
        var whole = exit + exit - Subpixels;
        for (row += step; row != lastRow; row += step) Add(row, column, whole, twiceFraction * whole);
        var end = fraction2 - Subpixels + exit;
        Add(row, column, end, twiceFraction * end);
    }

    /// <summary>Adds the part of an edge that lies in one row, from height <paramref name="y1"/> to <paramref name="y2"/> within it.</summary>
    private void AddInRow(int row, int x1, int y1, int x2, int y2)
    {
        if (y1 == y2) return;
        int column = x1 >> SubpixelBits, lastColumn = x2 >> SubpixelBits;
        int fraction1 = x1 & SubpixelMask, fraction2 = x2 & SubpixelMask;
        if (column == lastColumn)
        {
            Add(row, column, y2 - y1, (fraction1 + fraction2) * (y2 - y1));
            return;
        }

        var rightward = x2 > x1;
        var (step, exit) = rightward ? (1, Subpixels) : (-1, 0);
        var width = Math.Abs(x2 - x1);
        var (delta, remainder) = FloorDivide((rightward ? Subpixels - fraction1 : fraction1) * (y2 - y1), width);
        Add(row, column, delta, (fraction1 + exit) * delta);
        column += step;
        y1 += delta;
        if (column != lastColumn)
        {
            var (lift, rest) = FloorDivide(Subpixels * (y2 - y1 + delta), width);
            remainder -= width;
            while (column != lastColumn)
            {
                delta = lift;
                remainder += rest;
                if (remainder >= 0)
                {
                    remainder -= width;
                    delta++;
                }

                Add(row, column, delta, Subpixels * delta);
                y1 += delta;
                column += step;
            }
        }

        delta = y2 - y1;
        Add(row, column, delta, (fraction2 + Subpixels - exit) * delta);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int row, int column, int cover, int area) => _cells[row * _stride + column] += ((long)area << 32) + cover;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int Quotient, int Remainder) FloorDivide(int dividend, int divisor)
    {
        var (quotient, remainder) = Math.DivRem(dividend, divisor);
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder);
    }
}

/// <summary>Takes the coverage of neighbouring pixels of one row.</summary>
internal interface IRunPainter
{
    /// <param name="row">Row from the top.</param>
    /// <param name="x">First pixel from the left.</param>
    /// <param name="coverage">0 to 255 per pixel.</param>
    void Paint(int row, int x, scoped ReadOnlySpan<byte> coverage);
}
