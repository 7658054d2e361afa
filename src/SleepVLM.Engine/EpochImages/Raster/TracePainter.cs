namespace SleepVLM.Engine.EpochImages.Raster;

/// <summary>A pure colour: each of its channels fully on or off, as all trace colours are.</summary>
/// <param name="Red">Red is on.</param>
/// <param name="Green">Green is on.</param>
/// <param name="Blue">Blue is on.</param>
public readonly record struct TraceColour(bool Red, bool Green, bool Blue);

/// <summary>Paints covered pixels in one trace colour.</summary>
internal readonly ref struct TracePainter(Span<byte> rgb, int widthPx, TraceColour colour) : IRunPainter
{
    private static readonly BlendTable On = new(255);
    private static readonly BlendTable Off = new(0);
    private readonly Span<byte> _rgb = rgb;

    public void Paint(int row, int x, scoped ReadOnlySpan<byte> coverage)
    {
        var pixels = _rgb.Slice((row * widthPx + x) * 3, coverage.Length * 3);
        var red = (colour.Red ? On : Off).Results;
        var green = (colour.Green ? On : Off).Results;
        var blue = (colour.Blue ? On : Off).Results;
        for (var i = 0; i < coverage.Length; i++)
        {
            var alpha = coverage[i] << 8;
            var pixel = pixels.Slice(3 * i, 3);
            pixel[0] = red[alpha + pixel[0]];
            pixel[1] = green[alpha + pixel[1]];
            pixel[2] = blue[alpha + pixel[2]];
        }
    }
}
