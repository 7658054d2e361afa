using System.Text.Json;
using System.Text.Json.Nodes;

namespace SleepVLM.Torch.Weights;

/// <summary>Writes <c>config.json</c> flat, as the published checkpoint has it.</summary>
internal static class ConfigFile
{
    public const string Name = "config.json";

    public static void Write(string path, Qwen25VlConfig config) => File.WriteAllText(path, new JsonObject
    {
        ["architectures"] = new JsonArray("Qwen2_5_VLForConditionalGeneration"),
        ["model_type"] = "qwen2_5_vl",
        ["vocab_size"] = config.VocabSize,
        ["hidden_size"] = config.HiddenSize,
        ["intermediate_size"] = config.IntermediateSize,
        ["num_hidden_layers"] = config.NumHiddenLayers,
        ["num_attention_heads"] = config.NumAttentionHeads,
        ["num_key_value_heads"] = config.NumKeyValueHeads,
        ["hidden_act"] = "silu",
        ["rms_norm_eps"] = config.RmsNormEps,
        ["tie_word_embeddings"] = true,
        ["rope_theta"] = config.RopeTheta,
        ["rope_scaling"] = new JsonObject { ["type"] = "mrope", ["mrope_section"] = Array(config.MropeSection) },
        ["vision_config"] = new JsonObject
        {
            ["depth"] = config.Vision.Depth,
            ["hidden_act"] = "silu",
            ["hidden_size"] = config.Vision.HiddenSize,
            ["intermediate_size"] = config.Vision.IntermediateSize,
            ["num_heads"] = config.Vision.NumHeads,
            ["in_channels"] = config.Vision.InChannels,
            ["out_hidden_size"] = config.Vision.OutHiddenSize,
            ["patch_size"] = config.Vision.PatchSize,
            ["spatial_merge_size"] = config.Vision.SpatialMergeSize,
            ["temporal_patch_size"] = config.Vision.TemporalPatchSize,
            ["window_size"] = config.Vision.WindowSize,
            ["fullatt_block_indexes"] = Array(config.Vision.FullattBlockIndexes),
        },
        ["image_token_id"] = config.ImageTokenId,
        ["vision_start_token_id"] = config.VisionStartTokenId,
        ["vision_end_token_id"] = config.VisionEndTokenId,
        ["eos_token_id"] = config.EosTokenId,
        ["pad_token_id"] = config.PadTokenId,
        ["torch_dtype"] = "bfloat16",
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");

    private static JsonArray Array(IEnumerable<int> values) => [.. values.Select(value => (JsonNode)value)];
}
