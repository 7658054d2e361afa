using System.Text.Json.Nodes;
using SleepVLM.Testing;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Tests.Weights;

public sealed class Qwen25VlConfigTests
{
    private static readonly string Tiny = Repository.Golden("qwen/ckpt/tiny_f32_new_keys_sharded");

    [Fact]
    public void Read_TinyFlatFile_HasItsSizes()
    {
        var config = Qwen25VlConfig.Read(Tiny);
        Assert.Equal((512, 96, 160, 3, 6, 2), (config.VocabSize, config.HiddenSize, config.IntermediateSize, config.NumHiddenLayers, config.NumAttentionHeads, config.NumKeyValueHeads));
        Assert.Equal((16, 1e-6, 1e6), (config.HeadWidth, config.RmsNormEps, config.RopeTheta));
        Assert.Equal([2, 3, 3], config.MropeSection);
        Assert.Equal((502, 500, 501, 505, 505), (config.ImageTokenId, config.VisionStartTokenId, config.VisionEndTokenId, config.EosTokenId, config.PadTokenId));
        var vision = config.Vision;
        Assert.Equal((4, 64, 100, 4, 3, 96), (vision.Depth, vision.HiddenSize, vision.IntermediateSize, vision.NumHeads, vision.InChannels, vision.OutHiddenSize));
        Assert.Equal((14, 2, 2, 112, 1176), (vision.PatchSize, vision.SpatialMergeSize, vision.TemporalPatchSize, vision.WindowSize, vision.PatchLength));
        Assert.Equal([3], vision.FullattBlockIndexes);
    }

    [Fact]
    public void Read_NestedTextConfigWithRopeParameters_ReadsTheSame()
    {
        var flat = Qwen25VlConfig.Read(Tiny);
        var nested = ReadChanged(root =>
        {
            var text = new JsonObject();
            foreach (var name in (string[])["vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads", "hidden_act", "rms_norm_eps"])
            {
                text[name] = root[name]!.DeepClone();
                // What transformers leaves outside may be stale.
                if (name == "hidden_size") root[name] = 7;
                else root.Remove(name);
            }

            text["rope_parameters"] = new JsonObject { ["rope_type"] = "default", ["mrope_section"] = new JsonArray(2, 3, 3), ["rope_theta"] = 1e6 };
            root.Remove("rope_scaling");
            root.Remove("rope_theta");
            root["text_config"] = text;
        });
        AssertEqual(flat, nested);
    }

    [Fact]
    public void Read_EosAsListAndChannelsAsInChans_AreUnderstood()
    {
        var config = ReadChanged(root =>
        {
            root["eos_token_id"] = new JsonArray(505, 507);
            root["pad_token_id"] = 506;
            root["vision_config"]!.AsObject().Remove("in_channels");
            root["vision_config"]!["in_chans"] = 3;
        });
        Assert.Equal((505, 506, 3), (config.EosTokenId, config.PadTokenId, config.Vision.InChannels));
    }

    [Fact]
    public void Write_ThenRead_GivesTheSame()
    {
        using var folder = new TemporaryFolder();
        var config = Qwen25VlConfig.Read(Tiny) with { PadTokenId = 506, RmsNormEps = 1e-5 };
        config.Write(folder.Path);
        AssertEqual(config, Qwen25VlConfig.Read(folder.Path));
    }

    [Theory]
    [InlineData("model_type", "\"llama\"", "model_type is llama, but must be qwen2_5_vl")]
    [InlineData("hidden_size", "97", "hidden_size is 97, but must be a multiple of num_attention_heads")]
    [InlineData("hidden_size", "\"96\"", "hidden_size is \"96\", but must be a whole number")]
    [InlineData("hidden_size", "2000000000", "hidden_size is 2000000000, but must be from 1 to")]
    [InlineData("num_attention_heads", "0", "num_attention_heads is 0")]
    [InlineData("num_key_value_heads", "4", "a divisor of num_attention_heads")]
    [InlineData("rope_theta", "0", "rope_theta is 0")]
    [InlineData("rope_scaling", "{\"type\": \"yarn\", \"mrope_section\": [2, 3, 3]}", "rope_scaling.rope_type is yarn")]
    [InlineData("rope_scaling", "{\"type\": \"mrope\", \"mrope_section\": [2, 3, 4]}", "three counts that add up to 8")]
    [InlineData("rope_scaling", "{\"type\": \"mrope\"}", "rope_scaling.mrope_section is absent")]
    [InlineData("image_token_id", "512", "image_token_id is 512, but must be an id below vocab_size 512")]
    [InlineData("tie_word_embeddings", "false", "tie_word_embeddings is false")]
    [InlineData("use_sliding_window", "true", "use_sliding_window is true")]
    [InlineData("vision_config", "null", "vision_config is absent")]
    [InlineData("eos_token_id", "[]", "eos_token_id is []")]
    public void Read_WrongSetting_IsNamedWithWhatItMustBe(string name, string json, string expected)
    {
        var error = Assert.Throws<WeightFormatException>(() => ReadChanged(root => root[name] = JsonNode.Parse(json)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static Qwen25VlConfig ReadChanged(Action<JsonObject> change)
    {
        using var folder = new TemporaryFolder();
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(Tiny, ConfigFile.Name)))!.AsObject();
        change(root);
        File.WriteAllText(folder.File(ConfigFile.Name), root.ToJsonString());
        return Qwen25VlConfig.Read(folder.Path);
    }

    private static void AssertEqual(Qwen25VlConfig expected, Qwen25VlConfig actual)
    {
        Assert.Equal(expected.MropeSection, actual.MropeSection);
        Assert.Equal(expected.Vision.FullattBlockIndexes, actual.Vision.FullattBlockIndexes);
        var vision = actual.Vision with { FullattBlockIndexes = expected.Vision.FullattBlockIndexes };
        Assert.Equal(expected, actual with { MropeSection = expected.MropeSection, Vision = vision == expected.Vision ? expected.Vision : vision });
    }
}
