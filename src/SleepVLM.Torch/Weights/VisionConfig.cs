namespace SleepVLM.Torch.Weights;

/// <summary>Sizes of the vision tower; names as in Hugging Face's config.json.</summary>
/// <param name="Depth">Blocks.</param>
/// <param name="HiddenSize">Width.</param>
/// <param name="IntermediateSize">Width inside the feed-forward.</param>
/// <param name="NumHeads">Attention heads.</param>
/// <param name="InChannels">Colours; 3.</param>
/// <param name="OutHiddenSize">Width of the language model.</param>
/// <param name="PatchSize">Side of a patch, pixels.</param>
/// <param name="SpatialMergeSize">Patches merged along each side.</param>
/// <param name="TemporalPatchSize">Frames in a patch; 2.</param>
/// <param name="WindowSize">Side of an attention window, pixels.</param>
/// <param name="FullattBlockIndexes">Blocks that attend over the whole picture.</param>
public sealed record VisionConfig(
    int Depth, int HiddenSize, int IntermediateSize, int NumHeads, int InChannels, int OutHiddenSize, int PatchSize,
    int SpatialMergeSize, int TemporalPatchSize, int WindowSize, IReadOnlyList<int> FullattBlockIndexes)
{
    /// <summary>Values in a patch.</summary>
    public int PatchLength => InChannels * TemporalPatchSize * PatchSize * PatchSize;
}
