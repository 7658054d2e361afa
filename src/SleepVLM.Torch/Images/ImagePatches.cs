using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Images;

/// <summary>One picture as normalised patches.</summary>
/// <param name="Values">Row-major <c>[patches, channels * frames * patch * patch]</c>, patches in merge-block order; one frame for <see cref="CreateStill"/>.</param>
/// <param name="Grid">Patch grid.</param>
public sealed record ImagePatches(float[] Values, GridThw Grid)
{
    private static readonly float[] Mean = [0.48145466f * 255, 0.4578275f * 255, 0.40821073f * 255];
    private static readonly float[] Deviation = [0.26862954f * 255, 0.26130258f * 255, 0.27577711f * 255];

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
    public static ImagePatches Create(ReadOnlySpan<byte> rgb, int widthPx, int heightPx, VisionConfig config) =>
        Create(rgb, widthPx, heightPx, config, config.TemporalPatchSize);

    /// <summary>As <see cref="Create(ReadOnlySpan{byte}, int, int, VisionConfig)"/>, but with the one frame that all frames of a still picture equal.</summary>
    public static ImagePatches CreateStill(ReadOnlySpan<byte> rgb, int widthPx, int heightPx, VisionConfig config) =>
        Create(rgb, widthPx, heightPx, config, frames: 1);

    private static ImagePatches Create(ReadOnlySpan<byte> rgb, int widthPx, int heightPx, VisionConfig config, int frames)
    {
        var grid = GridOf(widthPx, heightPx, config);
        var (patch, merge) = (config.PatchSize, config.SpatialMergeSize);
        var patchLength = config.InChannels * frames * patch * patch;
        var values = new float[grid.PatchCount * patchLength];
        var table = NormalisedBytes();
        var blocksAcross = grid.Columns / merge;
        for (var i = 0; i < grid.PatchCount; i++)
        {
            var (block, inside) = (i / (merge * merge), i % (merge * merge));
            var top = (block / blocksAcross * merge + inside / merge) * patch;
            var left = (block % blocksAcross * merge + inside % merge) * patch;
            var target = values.AsSpan(i * patchLength, patchLength);
            for (var channel = 0; channel < 3; channel++)
            {
                var frame = target.Slice(channel * frames * patch * patch, patch * patch);
                for (var y = 0; y < patch; y++)
                {
                    var line = rgb.Slice(((top + y) * widthPx + left) * 3, patch * 3);
                    for (var x = 0; x < patch; x++) frame[y * patch + x] = table[channel * 256 + line[x * 3 + channel]];
                }

                for (var copy = 1; copy < frames; copy++) frame.CopyTo(target[((channel * frames + copy) * patch * patch)..]);
            }
        }

        return new ImagePatches(values, grid);
    }

    private static float[] NormalisedBytes()
    {
        var table = new float[3 * 256];
        for (var i = 0; i < table.Length; i++) table[i] = (i % 256 - Mean[i / 256]) / Deviation[i / 256];
        return table;
    }
}
