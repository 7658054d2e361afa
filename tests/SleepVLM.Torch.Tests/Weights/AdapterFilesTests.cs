using SleepVLM.Testing;
using SleepVLM.Torch.Tests.Model;
using SleepVLM.Torch.Weights;
using SleepVLM.Torch.Weights.Adapters;
using SleepVLM.Torch.Weights.Packing;

namespace SleepVLM.Torch.Tests.Weights;

/// <summary>Adapter folders and quantisation settings that cannot be used are refused in one sentence.</summary>
public sealed class AdapterFilesTests : IDisposable
{
    private const string Layer = "base_model.model.model.language_model.layers.0.mlp.up_proj";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"peft_type\": \"IA3\", \"r\": 4", "peft_type is IA3, but must be LORA")]
    [InlineData("\"use_dora\": true, \"r\": 4", "use_dora is true, but must be false")]
    [InlineData("\"bias\": \"all\", \"r\": 4", "bias is all, but must be none")]
    [InlineData("\"rank_pattern\": {\"q_proj\": 8}, \"r\": 4", "rank_pattern is filled, but must be empty")]
    [InlineData("\"r\": 0", "r is 0, but must be at least 1")]
    [InlineData("\"lora_alpha\": 8", "r is absent")]
    public void Read_SettingThatCannotBeApplied_IsNamed(string settings, string expected)
    {
        File.WriteAllText(_folder.File(LoraSettings.FileName), $"{{{settings}}}");
        Assert.Contains(expected, Assert.Throws<WeightFormatException>(() => LoraSettings.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scaling_RankStabilized_DividesByTheRoot() => Assert.Equal(4, new LoraSettings(4, 8, RankStabilized: true, "").Scaling);

    [Fact]
    public void Open_FactorWithoutPartner_NamesBoth()
    {
        Write((Layer + ".lora_A.weight", [4, 96]));
        var error = Assert.Throws<WeightFormatException>(() => AdapterFiles.Open(_folder.Path));
        Assert.Equal((Layer + ".lora_A.weight", $"its partner {Layer}.lora_B.weight"), (error.Tensor, error.Expected));
    }

    [Fact]
    public void Open_TensorThatIsNoFactor_IsNamed()
    {
        Write(("base_model.model.lm_head.weight", [2]));
        Assert.Equal("base_model.model.lm_head.weight", Assert.Throws<WeightFormatException>(() => AdapterFiles.Open(_folder.Path)).Tensor);
    }

    [Fact]
    public void Open_KeysOfATrainingRunAndOldPrefixes_AreUnderstood()
    {
        Write(("base_model.model.visual.blocks.0.attn.qkv.lora_A.default.weight", [4, 64]), ("base_model.model.visual.blocks.0.attn.qkv.lora_B.default.weight", [192, 4]));
        using var adapter = AdapterFiles.Open(_folder.Path);
        Assert.Equal("model.visual.blocks.0.attn.qkv", Assert.Single(adapter.Pairs).Module);
        Assert.Empty(adapter.Problems(Qwen25VlConfig.Read(GoldenQwen.ShardedFolder)));
    }

    [Fact]
    public void Problems_OtherShapesAndUnknownLayers_AreAllNamed()
    {
        Write(
            (Layer + ".lora_A.weight", [4, 97]), (Layer + ".lora_B.weight", [160, 5]),
            ("base_model.model.model.language_model.layers.7.mlp.up_proj.lora_A.weight", [4, 96]), ("base_model.model.model.language_model.layers.7.mlp.up_proj.lora_B.weight", [160, 4]));
        using var adapter = AdapterFiles.Open(_folder.Path);
        var problems = adapter.Problems(Qwen25VlConfig.Read(GoldenQwen.ShardedFolder)).ToList();
        Assert.Equal(["[4, 96]", "[160, 4]", "a layer of the base"], problems.Select(problem => problem.Expected));
        Assert.Equal(["[4, 97]", "[160, 5]", "model.language_model.layers.7.mlp.up_proj, which it does not have"], problems.Select(problem => problem.Found));
    }

    [Theory]
    [InlineData("\"quant_method\": \"awq\", \"bits\": 4, \"group_size\": 128", "quant_method is awq, but must be gptq or auto-round")]
    [InlineData("\"quant_method\": \"gptq\", \"bits\": 8, \"group_size\": 128", "bits is 8, but must be 4")]
    [InlineData("\"quant_method\": \"gptq\", \"bits\": 4, \"group_size\": 12", "group_size is 12, but must be -1 or a multiple of 8")]
    [InlineData("\"quant_method\": \"auto-round\", \"bits\": 4, \"group_size\": 128, \"packing_format\": \"auto_round:auto_awq\"", "packing_format is auto_round:auto_awq")]
    public void PackedFormat_ThatCannotBeRead_IsNamed(string settings, string expected)
    {
        File.WriteAllText(_folder.File(ConfigFile.Name), $"{{\"quantization_config\": {{{settings}}}}}");
        Assert.Contains(expected, Assert.Throws<WeightFormatException>(() => PackedFormat.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"quant_method\": \"gptq\", \"bits\": 4, \"group_size\": -1, \"checkpoint_format\": \"gptq_v2\"", 0, 0)]
    [InlineData("\"quant_method\": \"gptq\", \"bits\": 4, \"group_size\": 64", 64, 1)]
    [InlineData("\"quant_method\": \"intel/auto-round\", \"bits\": 4, \"group_size\": 128, \"packing_format\": \"auto_round:auto_gptq\"", 128, 1)]
    public void PackedFormat_KnownLayouts_AreRead(string settings, int groupSize, int zeroOffset)
    {
        File.WriteAllText(_folder.File(ConfigFile.Name), $"{{\"quantization_config\": {{{settings}}}}}");
        Assert.Equal(new PackedFormat(groupSize, zeroOffset), PackedFormat.Read(_folder.Path));
    }

    [Fact]
    public void PackedWeights_WithoutASettingHowToReadThem_AreRefused()
    {
        SafetensorsWriter.Write(_folder.File(Checkpoint.SingleFile), [("model.layers.0.mlp.up_proj.qweight", "I32", [1, 8], () => new byte[32])], new Dictionary<string, string>());
        File.WriteAllText(_folder.File(ConfigFile.Name), "{}");
        using var checkpoint = Checkpoint.Open(_folder.Path);
        Assert.Contains("quantization_config is absent", Assert.Throws<WeightFormatException>(() => PackedModules.Of(checkpoint)).Message, StringComparison.Ordinal);
    }

    private void Write(params (string Key, long[] Shape)[] factors)
    {
        File.WriteAllText(_folder.File(LoraSettings.FileName), "{\"r\": 4, \"lora_alpha\": 8}");
        SafetensorsWriter.Write(
            _folder.File(AdapterFiles.WeightFile),
            [.. factors.Select(factor => SafetensorsWriter.FromFloats(factor.Key, "F32", factor.Shape, new float[factor.Shape.Aggregate(1L, (product, size) => product * size)]))],
            new Dictionary<string, string>());
    }
}
