namespace SleepVLM.Engine.EpochImages.Raster;

/// <summary>Brings the outline of a polygon into the picture: what lies left or right is moved onto the border, what lies above or
/// below is dropped, and the rest is rounded to subpixels (Anti-Grain Geometry's clipping with double coordinates).</summary>
internal sealed class EdgeClipper(CoverageCells cells, double widthPx, double heightPx)
{
    private double _startX, _startY, _x, _y;
    private bool _outside;

    public void MoveTo(double x, double y)
    {
        (_startX, _startY, _x, _y) = (x, y, x, y);
        _outside = IsOutside(x, y);
    }

    public void LineTo(double x, double y)
    {
        var outside = IsOutside(x, y);
        if (!outside && !_outside) AddRounded(_x, _y, x, y);
        else Clip(_x, _y, x, y);
        (_x, _y, _outside) = (x, y, outside);
    }

    public void Close() => LineTo(_startX, _startY);

    private bool IsOutside(double x, double y) => !(x >= 0 && x <= widthPx && y >= 0 && y <= heightPx);

    private void Clip(double x1, double y1, double x2, double y2)
    {
        if ((y1 < 0 && y2 < 0) || (y1 > heightPx && y2 > heightPx)) return;
        int side1 = Side(x1, widthPx), side2 = Side(x2, widthPx);
        if (side1 == side2)
        {
            var (a, b) = side1 == 0 ? (x1, x2) : (Border(side1), Border(side1));
            ClipVertically(a, y1, b, y2);
            return;
        }

        var (inX, inY) = (x1, y1);
        if (side1 != 0)
        {
            (inX, inY) = (Border(side1), CrossingY(Border(side1), x1, y1, x2, y2));
            ClipVertically(inX, y1, inX, inY);
        }

        if (side2 == 0)
        {
            ClipVertically(inX, inY, x2, y2);
            return;
        }

        var outX = Border(side2);
        var outY = CrossingY(outX, x1, y1, x2, y2);
        ClipVertically(inX, inY, outX, outY);
        ClipVertically(outX, outY, outX, y2);
    }

    private void ClipVertically(double x1, double y1, double x2, double y2)
    {
        int side1 = Side(y1, heightPx), side2 = Side(y2, heightPx);
        if (side1 != 0 && side1 == side2) return;
        double dx = x2 - x1, dy = y2 - y1;
        var (startX, startY, endX, endY) = (x1, y1, x2, y2);
        if (side1 != 0)
        {
            startY = side1 < 0 ? 0 : heightPx;
            startX = x1 + (startY - y1) * dx / dy;
        }

        if (side2 != 0)
        {
            endY = side2 < 0 ? 0 : heightPx;
            endX = x1 + (endY - y1) * dx / dy;
        }

        AddRounded(startX, startY, endX, endY);
    }

    private void AddRounded(double x1, double y1, double x2, double y2) =>
        cells.AddEdge(Round(x1), Round(y1), Round(x2), Round(y2));

    private double Border(int side) => side < 0 ? 0 : widthPx;

    private static int Side(double value, double limit) => value < 0 ? -1 : value > limit ? 1 : 0;

    private static double CrossingY(double x, double x1, double y1, double x2, double y2) => y1 + (x - x1) * (y2 - y1) / (x2 - x1);

    private static int Round(double value) => (int)(value * CoverageCells.Subpixels + 0.5);
}
