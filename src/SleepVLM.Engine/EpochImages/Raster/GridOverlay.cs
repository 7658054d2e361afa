namespace SleepVLM.Engine.EpochImages.Raster;

/// <summary>The lines drawn over the traces: one each second, and separators between the bands. Computed once per layout.</summary>
internal sealed class GridOverlay
{
    private const byte Grey = 0x40;
    private const double MajorPt = 0.8, MinorPt = 0.5;
    private const int MajorOpacity = 204, MinorOpacity = 153;
    private const int SecondsPerEpoch = 30, SecondsPerMajorLine = 5;

    private static readonly BlendTable GreyTable = new(Grey);
    private readonly List<(int Pixel, byte Alpha)> _dots = [];

    /// <param name="style">Size of the picture.</param>
    /// <param name="bands">Traces one above the other.</param>
    public GridOverlay(RenderStyle style, int bands)
    {
        double width = style.WidthPx, height = style.HeightPx;
        var cells = new CoverageCells(style.WidthPx, style.HeightPx);
        var outline = new EdgeClipper(cells, width, height);
        var major = new Stroker(outline, TraceStyle.Pixels(MajorPt));
        var minor = new Stroker(outline, TraceStyle.Pixels(MinorPt));

        for (var second = 1; second < SecondsPerEpoch; second++)
        {
            var x = Snap(second * width / SecondsPerEpoch);
            var isMajor = second % SecondsPerMajorLine == 0;
            (isMajor ? major : minor).Stroke([x, x], [Snap(height), Snap(0)]);
            Collect(cells, style.WidthPx, isMajor ? MajorOpacity : MinorOpacity);
        }

        for (var band = 1; band < bands; band++)
        {
            var y = Snap(height - height * (band * (1.0 / bands)));
            major.Stroke([Snap(0), Snap(width)], [y, y]);
            Collect(cells, style.WidthPx, MajorOpacity);
        }
    }

    /// <summary>Draws the grid over a picture.</summary>
    public void Paint(Span<byte> rgb)
    {
        foreach (var (pixel, alpha) in _dots)
        {
            var table = GreyTable.For(alpha);
            var colour = rgb.Slice(3 * pixel, 3);
            colour[0] = table[colour[0]];
            colour[1] = table[colour[1]];
            colour[2] = table[colour[2]];
        }
    }

    /// <summary>Upright and level lines are moved to the middle of their pixel (Matplotlib's snapping of odd widths).</summary>
    private static double Snap(double value) => Math.Floor(value + 0.5) + 0.5;

    private void Collect(CoverageCells cells, int widthPx, int opacity)
    {
        var collector = new Collector(_dots, widthPx, opacity);
        cells.Sweep(ref collector);
    }

    private readonly struct Collector(List<(int Pixel, byte Alpha)> dots, int widthPx, int opacity) : IRunPainter
    {
        public void Paint(int row, int x, scoped ReadOnlySpan<byte> coverage)
        {
            for (var i = 0; i < coverage.Length; i++)
            {
                var alpha = BlendTable.Multiply(opacity, coverage[i]);
                if (alpha > 0) dots.Add((row * widthPx + x + i, (byte)alpha));
            }
        }
    }
}
