using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Images;

/// <summary>Still pictures as normalised patches of one frame. A patch that the picture before shows in the same place, as bands without a channel do, is kept once: its projection is the same.</summary>
/// <param name="config">Patch and merge sizes.</param>
public sealed class StillPatches(VisionConfig config)
{
    private readonly List<float[]> _distinct = [];
    private readonly List<long> _rows = [];
    private readonly List<GridThw> _grids = [];
    private (ReadOnlyMemory<byte> Rgb, int WidthPx) _before;

    /// <summary>Patch grid of each picture.</summary>
    public IReadOnlyList<GridThw> Grids => _grids;

    /// <summary>Adds a picture.</summary>
    /// <param name="rgb">Row-major <c>[y, x, 3]</c>; kept until the next one.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <exception cref="ArgumentException">The size is not a multiple of patch times merge size.</exception>
    public void Add(ReadOnlyMemory<byte> rgb, int widthPx, int heightPx)
    {
        var grid = ImagePatches.GridOf(widthPx, heightPx, config);
        var comparable = _before.WidthPx == widthPx && _before.Rgb.Length == rgb.Length;
        for (var i = 0; i < grid.PatchCount; i++)
        {
            var (left, top) = ImagePatches.CornerOf(i, grid, config);
            _rows.Add(comparable && IsAsBefore(rgb.Span, widthPx, left, top) ? _rows[^(int)grid.PatchCount] : Cut(rgb.Span, widthPx, left, top));
        }

        _grids.Add(grid);
        _before = (rgb, widthPx);
    }

    /// <summary>The patches.</summary>
    public PatchValues ToValues()
    {
        var length = config.PatchLength / config.TemporalPatchSize;
        var values = new float[_distinct.Count * (long)length];
        for (var i = 0; i < _distinct.Count; i++) _distinct[i].CopyTo(values.AsSpan(i * length));
        return new PatchValues(values, [.. _rows]);
    }

    private long Cut(ReadOnlySpan<byte> rgb, int widthPx, int left, int top)
    {
        var patch = new float[config.PatchLength / config.TemporalPatchSize];
        ImagePatches.Cut(rgb, widthPx, left, top, patch, config.PatchSize, frames: 1);
        _distinct.Add(patch);
        return _distinct.Count - 1;
    }

    private bool IsAsBefore(ReadOnlySpan<byte> rgb, int widthPx, int left, int top)
    {
        for (var y = top; y < top + config.PatchSize; y++)
        {
            var (at, length) = ((y * widthPx + left) * 3, config.PatchSize * 3);
            if (!rgb.Slice(at, length).SequenceEqual(_before.Rgb.Span.Slice(at, length))) return false;
        }

        return true;
    }
}

/// <summary>Patches of several pictures.</summary>
/// <param name="Distinct">Row-major <c>[distinct patches, channels * patch * patch]</c>, one frame each.</param>
/// <param name="Rows">For each patch of each picture, in merge-block order, the row that shows it.</param>
public sealed record PatchValues(float[] Distinct, long[] Rows);
