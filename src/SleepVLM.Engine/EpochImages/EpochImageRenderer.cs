using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages.Raster;

namespace SleepVLM.Engine.EpochImages;

/// <summary>Draws epochs as the pictures that the published weights were trained on, pixel for pixel as Matplotlib 3.6.3 drew them.</summary>
/// <remarks>Keeps its buffers from picture to picture (about 1 MB): make one per thread.</remarks>
public sealed class EpochImageRenderer
{
    private readonly CoverageCells _cells;
    private readonly PathClipper _path;
    private readonly Dictionary<int, GridOverlay> _grids = [];

    /// <param name="style">Size of the pictures and rate of the signals.</param>
    public EpochImageRenderer(RenderStyle style)
    {
        Style = style;
        _cells = new CoverageCells(style.WidthPx, style.HeightPx);
        var stroker = new Stroker(new EdgeClipper(_cells, style.WidthPx, style.HeightPx), TraceStyle.Pixels(TraceStyle.LinePt));
        _path = new PathClipper(new PathSimplifier(stroker), style.WidthPx, style.HeightPx);
    }

    /// <summary>The style drawn.</summary>
    public RenderStyle Style { get; }

    /// <summary>Length of the buffer that a picture fills: <c>[y, x, 3]</c>.</summary>
    public int ByteCount => Style.WidthPx * Style.HeightPx * 3;

    /// <summary>Draws one epoch of a night.</summary>
    public EpochImage Render(PreparedNight night, EpochIndex index)
    {
        var rgb = new byte[ByteCount];
        Render(night, index, rgb);
        return new EpochImage(index, Style.WidthPx, Style.HeightPx, rgb);
    }

    /// <summary>Draws one epoch of a night into the caller's buffer.</summary>
    /// <param name="night">Prepared in this renderer's style.</param>
    /// <param name="index">Which epoch; one that cannot be staged is drawn with a flat line where signal is missing.</param>
    /// <param name="rgb">Row-major <c>[y, x, 3]</c>, <see cref="ByteCount"/> long; overwritten.</param>
    public void Render(PreparedNight night, EpochIndex index, Span<byte> rgb)
    {
        var channels = night.Montage.Channels;
        Begin(rgb);
        for (var row = 0; row < channels.Count; row++)
            DrawTrace(night.Channel(row, index), channels[row].Role, row, channels.Count, rgb);
        Grid(Style.BandsFor(channels.Count)).Paint(rgb);
    }

    /// <summary>Draws samples that belong to no night.</summary>
    /// <param name="roles">One role per row, top to bottom.</param>
    /// <param name="microvolts">Row-major <c>[channel, sample]</c>, microvolts, equally long rows; a NaN interrupts its trace.</param>
    /// <param name="rgb">Row-major <c>[y, x, 3]</c>, <see cref="ByteCount"/> long; overwritten.</param>
    public void Render(ReadOnlySpan<ChannelRole> roles, ReadOnlySpan<float> microvolts, Span<byte> rgb)
    {
        ArgumentOutOfRangeException.ThrowIfZero(roles.Length, nameof(roles));
        ArgumentOutOfRangeException.ThrowIfNotEqual(microvolts.Length % roles.Length, 0, nameof(microvolts));
        var samples = microvolts.Length / roles.Length;
        Begin(rgb);
        for (var row = 0; row < roles.Length; row++)
            DrawTrace(microvolts.Slice(row * samples, samples), roles[row], row, roles.Length, rgb);
        Grid(Style.BandsFor(roles.Length)).Paint(rgb);
    }

    private void Begin(Span<byte> rgb)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb.Length, ByteCount, nameof(rgb));
        rgb.Clear();
    }

    private void DrawTrace(ReadOnlySpan<float> microvolts, ChannelRole role, int row, int rows, Span<byte> rgb)
    {
        var (band, bands) = (Style.BandOf(role, row), Style.BandsFor(rows));
        double width = Style.WidthPx, height = Style.HeightPx;
        var bandHeight = 1.0 / bands;
        var centre = (bands - band - 0.5) * bandHeight;
        var range = TraceStyle.RangeMicrovolts(role);
        var step = width / (microvolts.Length - 1);
        var interrupted = true;
        for (var i = 0; i < microvolts.Length; i++)
        {
            if (!float.IsFinite(microvolts[i]))
            {
                interrupted = true;
                continue;
            }

            var x = i * step;
            var y = height - height * (centre + microvolts[i] / range * bandHeight);
            if (interrupted) _path.MoveTo(x, y);
            else _path.LineTo(x, y);
            interrupted = false;
        }

        _path.Finish();
        var painter = new TracePainter(rgb, Style.WidthPx, TraceStyle.Colour(role));
        _cells.Sweep(ref painter);
    }

    private GridOverlay Grid(int bands)
    {
        if (!_grids.TryGetValue(bands, out var grid)) _grids[bands] = grid = new GridOverlay(Style, bands);
        return grid;
    }
}
