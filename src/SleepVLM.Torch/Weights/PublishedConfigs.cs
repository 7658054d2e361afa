using SleepVLM.Contracts;

namespace SleepVLM.Torch.Weights;

/// <summary>Sizes of published models by short names.</summary>
public static class PublishedConfigs
{
    /// <summary>Qwen2.5-VL-3B, the base of SleepVLM-3B.</summary>
    public static Qwen25VlConfig ThreeBillion { get; } = new(
        VocabSize: 151_936, HiddenSize: 2048, IntermediateSize: 11_008, NumHiddenLayers: 36, NumAttentionHeads: 16, NumKeyValueHeads: 2,
        RmsNormEps: 1e-6, RopeTheta: 1e6, MropeSection: [16, 24, 24],
        ImageTokenId: 151_655, VisionStartTokenId: 151_652, VisionEndTokenId: 151_653, EosTokenId: 151_645, PadTokenId: 151_643,
        new VisionConfig(
            Depth: 32, HiddenSize: 1280, IntermediateSize: 3420, NumHeads: 16, InChannels: 3, OutHiddenSize: 2048, PatchSize: 14,
            SpatialMergeSize: 2, TemporalPatchSize: 2, WindowSize: 112, FullattBlockIndexes: [7, 15, 23, 31]));

    /// <summary>The sizes of that name.</summary>
    /// <param name="name"><c>3b</c>, or a model folder with config.json.</param>
    /// <exception cref="SleepVlmException">There are none.</exception>
    public static Qwen25VlConfig Named(string name) => name == "3b" ? ThreeBillion
        : Directory.Exists(name) ? Qwen25VlConfig.Read(name)
        : throw new SleepVlmException($"--config {name}: must be 3b, or a folder with config.json");
}
