using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Images;

/// <summary>One picture as normalised patches.</summary>
/// <param name="Values">Row-major <c>[patches, channels * frames * patch * patch]</c>, patches in merge-block order.</param>
/// <param name="Grid">Patch grid.</param>
public sealed record ImagePatches(float[] Values, GridThw Grid)
{
    private static readonly float[] Mean = [0.48145466f * 255, 0.4578275f * 255, 0.40821073f * 255];
    private static readonly float[] Deviation = [0.26862954f * 255, 0.26130258f * 255, 0.27577711f * 255];
    private static readonly float[] Normalised = NormalisedBytes();

    /// <summary>Grid of a picture of this size.</summary>
    /// <exception cref="ArgumentException">The size is not a multiple of patch times merge size.</exception>
    public static GridThw GridOf(int widthPx, int heightPx, VisionConfig config)
    {
        var unit = config.PatchSize * config.SpatialMergeSize;
        if (widthPx % unit != 0 || heightPx % unit != 0)
            throw new ArgumentException($"a picture of {widthPx}x{heightPx} is not a multiple of {unit} pixels; resize it first");
        return new GridThw(1, heightPx / config.PatchSize, widthPx / config.PatchSize);
    }

    /// <summary>Normalises (float32, as the fast image processor of the reference) and cuts; a still picture fills all frames of its temporal patch.</summary>
    /// <param name="rgb">Row-major <c>[y, x, 3]</c>.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <param name="config">Patch, merge and frame sizes.</param>
    public static ImagePatches Create(ReadOnlySpan<byte> rgb, int widthPx, int heightPx, VisionConfig config)
    {
        var grid = GridOf(widthPx, heightPx, config);
        var values = new float[grid.PatchCount * config.PatchLength];
        for (var i = 0; i < grid.PatchCount; i++)
        {
            var (left, top) = CornerOf(i, grid, config);
            Cut(rgb, widthPx, left, top, values.AsSpan(i * config.PatchLength, config.PatchLength), config.PatchSize, config.TemporalPatchSize);
        }

        return new ImagePatches(values, grid);
    }

    /// <summary>Pixel where a patch begins; patches are counted merge block by merge block.</summary>
    internal static (int Left, int Top) CornerOf(int patch, GridThw grid, VisionConfig config)
    {
        var merge = config.SpatialMergeSize;
        var (block, inside, across) = (patch / (merge * merge), patch % (merge * merge), (int)grid.Columns / merge);
        return ((block % across * merge + inside % merge) * config.PatchSize, (block / across * merge + inside / merge) * config.PatchSize);
    }

    /// <summary>Normalises one patch into <paramref name="target"/>, <c>[channels, frames, patch, patch]</c>, all frames alike.</summary>
    internal static void Cut(ReadOnlySpan<byte> rgb, int widthPx, int left, int top, Span<float> target, int patch, int frames)
    {
        for (var channel = 0; channel < 3; channel++)
        {
            var table = Normalised.AsSpan(channel * 256, 256);
            var frame = target.Slice(channel * frames * patch * patch, patch * patch);
            for (var y = 0; y < patch; y++)
            {
                var line = rgb.Slice(((top + y) * widthPx + left) * 3, patch * 3);
                for (var x = 0; x < patch; x++) frame[y * patch + x] = table[line[x * 3 + channel]];
            }

            for (var copy = 1; copy < frames; copy++) frame.CopyTo(target[((channel * frames + copy) * patch * patch)..]);
        }
    }

    private static float[] NormalisedBytes()
    {
        var table = new float[3 * 256];
        for (var i = 0; i < table.Length; i++) table[i] = (i % 256 - Mean[i / 256]) / Deviation[i / 256];
        return table;
    }
}
