using System.Text.Json;
using System.Text.Json.Nodes;

namespace SleepVLM.Torch.Weights;

/// <summary><c>config.json</c>: flat, or with the language model under <c>text_config</c>; both spellings of the rotary settings.</summary>
internal static class ConfigFile
{
    public const string Name = "config.json";

    public static Qwen25VlConfig Read(string path)
    {
        if (!File.Exists(path)) throw new WeightFormatException(path, "no such file; a model folder needs it");
        try
        {
            var root = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            return new Fields(path, root).Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or OverflowException or NullReferenceException)
        {
            throw new WeightFormatException(path, "is not a configuration in JSON", error);
        }
    }

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

    private sealed class Fields(string path, JsonObject root)
    {
        private readonly JsonObject _text = root["text_config"] as JsonObject ?? root;

        public Qwen25VlConfig Read()
        {
            var vision = root["vision_config"] as JsonObject ?? throw new WeightFormatException(path, "vision_config is missing");
            var rotary = (_text["rope_scaling"] ?? _text["rope_parameters"] ?? root["rope_scaling"] ?? root["rope_parameters"]) as JsonObject
                ?? throw new WeightFormatException(path, "rope_scaling is missing");
            var theta = _text["rope_theta"] ?? rotary["rope_theta"] ?? root["rope_theta"];
            return new Qwen25VlConfig(
                Int(_text, "vocab_size"), Int(_text, "hidden_size"), Int(_text, "intermediate_size"), Int(_text, "num_hidden_layers"),
                Int(_text, "num_attention_heads"), Int(_text, "num_key_value_heads"), Double(_text, "rms_norm_eps", 1e-6),
                theta?.GetValue<double>() ?? 1e6, Ints(rotary, "mrope_section"),
                Token("image_token_id", 151655), Token("vision_start_token_id", 151652), Token("vision_end_token_id", 151653),
                Token("eos_token_id", 151645), Token("pad_token_id", 151643),
                new VisionConfig(
                    Int(vision, "depth"), Int(vision, "hidden_size"), Int(vision, "intermediate_size"), Int(vision, "num_heads"),
                    Int(vision, "in_channels", Int(vision, "in_chans", 3)), Int(vision, "out_hidden_size"), Int(vision, "patch_size"),
                    Int(vision, "spatial_merge_size", 2), Int(vision, "temporal_patch_size", 2), Int(vision, "window_size"),
                    Ints(vision, "fullatt_block_indexes")));
        }

        private int Token(string name, int fallback) => Int(root, name, Int(_text, name, fallback));

        private int Int(JsonObject from, string name) =>
            from[name]?.GetValue<int>() ?? throw new WeightFormatException(path, $"{name} is missing");

        private static int Int(JsonObject from, string name, int fallback) => from[name]?.GetValue<int>() ?? fallback;

        private static double Double(JsonObject from, string name, double fallback) => from[name]?.GetValue<double>() ?? fallback;

        private int[] Ints(JsonObject from, string name) =>
            from[name]?.AsArray().Select(value => value!.GetValue<int>()).ToArray() ?? throw new WeightFormatException(path, $"{name} is missing");
    }
}
