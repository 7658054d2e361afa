using SleepVLM.Contracts;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Generation;

/// <summary>Pictures as the vision tower takes them.</summary>
/// <param name="Pixels">Normalised patches with one frame, float32.</param>
/// <param name="Grids">Patch grid of each picture.</param>
/// <param name="TokenCounts">Merged tokens of each picture.</param>
public sealed record PixelBatch(PatchPixels Pixels, IReadOnlyList<GridThw> Grids, IReadOnlyList<int> TokenCounts)
{
    /// <summary>Cuts and normalises the pictures.</summary>
    public static PixelBatch Create(IReadOnlyList<EpochImage> images, VisionConfig config, Device device)
    {
        var patches = new StillPatches(config);
        foreach (var image in images) patches.Add(image.Rgb, image.WidthPx, image.HeightPx);
        var merge = config.SpatialMergeSize * config.SpatialMergeSize;
        return new PixelBatch(PatchPixels.Create(patches.ToValues(), device), patches.Grids, [.. patches.Grids.Select(grid => grid.PatchCount / merge)]);
    }
}
