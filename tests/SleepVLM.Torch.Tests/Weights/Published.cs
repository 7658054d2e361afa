using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Tests.Weights;

/// <summary>Sizes of the published Qwen2.5-VL-3B.</summary>
internal static class Published
{
    public static Qwen25VlConfig Config { get; } = new(
        VocabSize: 151_936, HiddenSize: 2048, IntermediateSize: 11_008, NumHiddenLayers: 36, NumAttentionHeads: 16, NumKeyValueHeads: 2,
        RmsNormEps: 1e-6, RopeTheta: 1e6, MropeSection: [16, 24, 24],
        ImageTokenId: 151_655, VisionStartTokenId: 151_652, VisionEndTokenId: 151_653, EosTokenId: 151_645, PadTokenId: 151_643,
        new VisionConfig(
            Depth: 32, HiddenSize: 1280, IntermediateSize: 3420, NumHeads: 16, InChannels: 3, OutHiddenSize: 2048, PatchSize: 14,
            SpatialMergeSize: 2, TemporalPatchSize: 2, WindowSize: 112, FullattBlockIndexes: [7, 15, 23, 31]));
}
