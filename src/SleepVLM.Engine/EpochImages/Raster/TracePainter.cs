namespace SleepVLM.Engine.EpochImages.Raster;

/// <summary>A pure colour: each of its channels fully on or off, as all trace colours are.</summary>
internal readonly record struct TraceColour(bool Red, bool Green, bool Blue);

/// <summary>Paints rows of coverage in one trace colour.</summary>
internal readonly ref struct TracePainter(Span<byte> rgb, int widthPx, TraceColour colour) : IRowPainter
{
    private static readonly BlendTable On = new(255);
    private static readonly BlendTable Off = new(0);
    private readonly Span<byte> _rgb = rgb;

    public void Paint(int row, scoped ReadOnlySpan<byte> coverage)
    {
        var pixels = _rgb.Slice(row * widthPx * 3, widthPx * 3);
        var red = (colour.Red ? On : Off).Results;
        var green = (colour.Green ? On : Off).Results;
        var blue = (colour.Blue ? On : Off).Results;
        for (var x = 0; x < coverage.Length; x++)
        {
            var alpha = coverage[x] << 8;
            if (alpha == 0) continue;
            var pixel = pixels.Slice(3 * x, 3);
            pixel[0] = red[alpha + pixel[0]];
            pixel[1] = green[alpha + pixel[1]];
            pixel[2] = blue[alpha + pixel[2]];
        }
    }
}
