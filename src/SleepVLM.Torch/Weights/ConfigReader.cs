using System.Text.Json;

namespace SleepVLM.Torch.Weights;

/// <summary>Reads <c>config.json</c> as transformers writes it: sizes flat or in <c>text_config</c>, rotary settings under either name.</summary>
internal static class ConfigReader
{
    public static Qwen25VlConfig Read(string path) => JsonFile.Read(
        path,
        (problem, inner) => new WeightFormatException(path, $"{problem}; name a folder with a model in Hugging Face layout", inner),
        root => root.ValueKind == JsonValueKind.Object
            ? Read(path, new ConfigSection(path, "", root))
            : throw new WeightFormatException(path, "is not an object of settings; get the file anew"));

    private static Qwen25VlConfig Read(string path, ConfigSection root)
    {
        if (root.Text("model_type", "qwen2_5_vl") is var type && type != "qwen2_5_vl")
            throw root.Wrong("model_type", type, "qwen2_5_vl");

        // Newer files keep the language model's sizes in a section of their own; the outer ones may then be leftovers.
        var text = root.Section("text_config")?.Over(root) ?? root;
        if (text.Text("hidden_act", "silu") is var activation && activation != "silu") throw text.Wrong("hidden_act", activation, "silu");
        if (text.Flag("use_sliding_window", false)) throw text.Wrong("use_sliding_window", "true", "false");
        var rope = text.Section("rope_parameters") ?? text.Section("rope_scaling")
            ?? throw text.Wrong("rope_scaling", "absent", "an object with mrope_section");
        if ((rope.Text("rope_type", null) ?? rope.Text("type", "default")) is var kind and not ("mrope" or "default"))
            throw rope.Wrong("rope_type", kind!, "mrope or default");

        // The model's output layer is its embedding.
        if (!text.Flag("tie_word_embeddings", true)) throw text.Wrong("tie_word_embeddings", "false", "true");

        var eos = text.FirstNumber("eos_token_id");
        var config = new Qwen25VlConfig(
            text.Number("vocab_size"), text.Number("hidden_size"), text.Number("intermediate_size"), text.Number("num_hidden_layers"),
            text.Number("num_attention_heads"), text.Number("num_key_value_heads"), text.Real("rms_norm_eps", 1e-6),
            rope.Real("rope_theta", text.Real("rope_theta", 1e6)), rope.Numbers("mrope_section"),
            text.Number("image_token_id"), text.Number("vision_start_token_id"), text.Number("vision_end_token_id"), eos, text.Number("pad_token_id", eos),
            ReadVision(root.Section("vision_config") ?? throw root.Wrong("vision_config", "absent", "an object")));
        ConfigRules.Check(config, path);
        return config;
    }

    private static VisionConfig ReadVision(ConfigSection vision)
    {
        if (vision.Text("hidden_act", "silu") is var activation && activation != "silu") throw vision.Wrong("hidden_act", activation, "silu");
        return new VisionConfig(
            vision.Number("depth"), vision.Number("hidden_size"), vision.Number("intermediate_size"), vision.Number("num_heads"),
            // The published checkpoint says in_chans.
            vision.Number("in_channels", vision.Number("in_chans", 3)), vision.Number("out_hidden_size"), vision.Number("patch_size"),
            vision.Number("spatial_merge_size", 2), vision.Number("temporal_patch_size", 2), vision.Number("window_size"),
            vision.Numbers("fullatt_block_indexes"));
    }
}
