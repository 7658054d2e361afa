namespace SleepVLM.Engine.EpochImages.Raster;

/// <summary>Cuts a path at a rectangle one pixel larger than the picture, before it is simplified (Matplotlib's path clipping).</summary>
/// <remarks>A wave that leaves the picture becomes two stretches, each with its own caps.</remarks>
internal sealed class PathClipper(PathSimplifier target, double widthPx, double heightPx)
{
    private readonly double _left = -1, _top = -1, _right = widthPx + 1, _bottom = heightPx + 1;
    private double _lastX, _lastY;
    private bool _moved;

    public void MoveTo(double x, double y) => (_lastX, _lastY, _moved) = (x, y, true);

    public void LineTo(double x, double y)
    {
        var (fromX, fromY) = (_lastX, _lastY);
        var (x0, y0, x1, y1) = (fromX, fromY, x, y);
        (_lastX, _lastY) = (x, y);
        var startCut = !IsInside(x0, y0);
        var endCut = !IsInside(x1, y1);
        if (startCut || endCut)
        {
            if (!Crosses(x0, y0, x1, y1)) return;
            if (startCut && !Cut(ref x0, ref y0, x, y)) return;
            if (endCut && !Cut(ref x1, ref y1, fromX, fromY)) return;
        }

        if (startCut || _moved) target.MoveTo(x0, y0);
        target.LineTo(x1, y1);
        _moved = false;
    }

    public void Finish() => target.Finish();

    private bool IsInside(double x, double y) => x >= _left && x <= _right && y >= _top && y <= _bottom;

    /// <summary>False where both ends lie beyond the same side.</summary>
    private bool Crosses(double x0, double y0, double x1, double y1) =>
        !(x0 < _left && x1 < _left) && !(x0 > _right && x1 > _right) && !(y0 < _top && y1 < _top) && !(y0 > _bottom && y1 > _bottom);

    /// <summary>Moves the outer point along the line onto the rectangle.</summary>
    /// <returns>False where the line misses the rectangle.</returns>
    private bool Cut(ref double x, ref double y, double otherX, double otherY)
    {
        if (x < _left || x > _right)
        {
            var border = x < _left ? _left : _right;
            (x, y) = (border, (border - x) * (otherY - y) / (otherX - x) + y);
        }

        if (y < _top || y > _bottom)
        {
            if (y == otherY) return false;
            var border = y < _top ? _top : _bottom;
            (x, y) = ((border - y) * (otherX - x) / (otherY - y) + x, border);
        }

        return IsInside(x, y);
    }
}
