using System.Globalization;

namespace SleepVLM.Torch.Weights;

/// <summary>What the sizes of a model must satisfy, among themselves and to keep memory within reason.</summary>
internal static class ConfigRules
{
    private const int Widest = 1 << 17;
    private const int Deepest = 1 << 10;
    private const int LargestVocabulary = 1 << 22;

    public static void Check(Qwen25VlConfig config, string source)
    {
        var vision = config.Vision;
        Range("vocab_size", config.VocabSize, LargestVocabulary);
        Range("hidden_size", config.HiddenSize, Widest);
        Range("intermediate_size", config.IntermediateSize, Widest);
        Range("num_hidden_layers", config.NumHiddenLayers, Deepest);
        Range("num_attention_heads", config.NumAttentionHeads, Deepest);
        Range("num_key_value_heads", config.NumKeyValueHeads, Deepest);
        Require(config.HiddenSize % config.NumAttentionHeads == 0, "hidden_size", config.HiddenSize, "a multiple of num_attention_heads");
        Require(config.HeadWidth % 2 == 0, "hidden_size / num_attention_heads", config.HeadWidth, "even");
        Require(config.NumAttentionHeads % config.NumKeyValueHeads == 0, "num_key_value_heads", config.NumKeyValueHeads, "a divisor of num_attention_heads");
        Require(config.RmsNormEps is > 0 and < 1, "rms_norm_eps", config.RmsNormEps, "between 0 and 1");
        Require(config.RopeTheta is >= 1 and < 1e12, "rope_theta", config.RopeTheta, "from 1 to 1e12");
        Require(
            config.MropeSection.Count == 3 && config.MropeSection.All(count => count >= 0 && count <= config.HeadWidth) && config.MropeSection.Sum() == config.HeadWidth / 2,
            "mrope_section", $"[{string.Join(", ", config.MropeSection)}]", $"three counts that add up to {config.HeadWidth / 2}");
        foreach (var (name, id) in (ReadOnlySpan<(string, int)>)
            [("image_token_id", config.ImageTokenId), ("vision_start_token_id", config.VisionStartTokenId), ("vision_end_token_id", config.VisionEndTokenId),
             ("eos_token_id", config.EosTokenId), ("pad_token_id", config.PadTokenId)])
            Require(id >= 0 && id < config.VocabSize, name, id, $"an id below vocab_size {config.VocabSize}");

        Range("vision_config.depth", vision.Depth, Deepest);
        Range("vision_config.hidden_size", vision.HiddenSize, Widest);
        Range("vision_config.intermediate_size", vision.IntermediateSize, Widest);
        Range("vision_config.num_heads", vision.NumHeads, Deepest);
        Require(vision.InChannels == 3, "vision_config.in_channels", vision.InChannels, "3");
        Range("vision_config.patch_size", vision.PatchSize, 512);
        Range("vision_config.spatial_merge_size", vision.SpatialMergeSize, 16);
        Range("vision_config.temporal_patch_size", vision.TemporalPatchSize, 16);
        Range("vision_config.window_size", vision.WindowSize, 1 << 16);
        Require(vision.HiddenSize % vision.NumHeads == 0, "vision_config.hidden_size", vision.HiddenSize, "a multiple of num_heads");
        Require(vision.HiddenSize / vision.NumHeads % 4 == 0, "vision_config.hidden_size / num_heads", vision.HiddenSize / vision.NumHeads, "a multiple of 4, for rows and columns");
        Require(vision.OutHiddenSize == config.HiddenSize, "vision_config.out_hidden_size", vision.OutHiddenSize, $"hidden_size {config.HiddenSize}");
        var merged = vision.PatchSize * vision.SpatialMergeSize;
        Require(vision.WindowSize % merged == 0, "vision_config.window_size", vision.WindowSize, $"a multiple of patch_size * spatial_merge_size {merged}");
        Require(
            vision.FullattBlockIndexes.All(block => block >= 0 && block < vision.Depth),
            "vision_config.fullatt_block_indexes", $"[{string.Join(", ", vision.FullattBlockIndexes)}]", $"blocks below depth {vision.Depth}");

        void Range(string name, int value, int most) => Require(value >= 1 && value <= most, name, value, $"from 1 to {most}");

        void Require(bool holds, string name, object value, string must)
        {
            if (!holds) throw new WeightFormatException(source, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, but must be {must}"));
        }
    }
}
