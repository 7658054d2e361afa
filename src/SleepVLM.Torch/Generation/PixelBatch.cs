using SleepVLM.Contracts;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Generation;

/// <summary>Pictures as the vision tower takes them.</summary>
/// <param name="Pixels">Normalised patches with one frame, float32 <c>[patches, channels * patch * patch]</c>.</param>
/// <param name="Grids">Patch grid of each picture.</param>
/// <param name="TokenCounts">Merged tokens of each picture.</param>
public sealed record PixelBatch(Tensor Pixels, IReadOnlyList<GridThw> Grids, IReadOnlyList<int> TokenCounts)
{
    /// <summary>Cuts and normalises the pictures.</summary>
    public static PixelBatch Create(IReadOnlyList<EpochImage> images, VisionConfig config, Device device)
    {
        var patches = images.Select(image => ImagePatches.CreateStill(image.Rgb.Span, image.WidthPx, image.HeightPx, config)).ToArray();
        var values = new float[patches.Sum(p => p.Values.Length)];
        var at = 0;
        foreach (var patch in patches)
        {
            patch.Values.CopyTo(values.AsSpan(at));
            at += patch.Values.Length;
        }

        var rowLength = config.PatchLength / config.TemporalPatchSize;
        var merge = config.SpatialMergeSize * config.SpatialMergeSize;
        return new PixelBatch(
            tensor(values, [values.Length / rowLength, rowLength], device: device),
            [.. patches.Select(p => p.Grid)], [.. patches.Select(p => p.Values.Length / rowLength / merge)]);
    }
}
