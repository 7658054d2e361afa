using SleepVLM.Testing;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>The model against numbers of the reference implementation on the same tiny checkpoint.</summary>
public sealed class Qwen25VlGoldenTests
{
    [Fact]
    public void EncodeImages_ThreePictures_EqualsReferenceWithin2e5()
    {
        using var scope = NewDisposeScope();
        var model = Load(GoldenQwen.ShardedFolder);
        var (pixels, grids) = GoldenQwen.Pictures(3, model.Config.Vision);
        var output = model.EncodeImages(pixels, grids);
        var expected = GoldenQwen.Read("forward.json").GetProperty("float32").GetProperty("vision_output");
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), output.shape);
        foreach (var sample in expected.GetProperty("sampled").EnumerateArray())
        {
            var index = sample.GetProperty("index");
            Assert.Equal(sample.GetProperty("value").GetSingle(), output.select(0, index[0].GetInt64()).select(0, index[1].GetInt64()).item<float>(), 2e-5f);
        }
    }

    [Theory]
    [InlineData("forward")]
    [InlineData("old keys")]
    public void Logits_LastPosition_EqualReferenceWithin2e4(string which)
    {
        using var scope = NewDisposeScope();
        var model = Load(which == "forward" ? GoldenQwen.ShardedFolder : GoldenQwen.OldKeysFolder);
        var expected = which == "forward"
            ? GoldenQwen.Read("forward.json").GetProperty("float32").GetProperty("logits_last")
            : GoldenQwen.Read("ckpt/expected.json").GetProperty("tiny_bf16_old_keys").GetProperty("logits_last");
        var logits = ModelFiles.HostValues(LastLogits(model, GoldenQwen.PromptIds, null));
        var wanted = GoldenQwen.Floats(expected);
        Assert.Equal(wanted.Length, logits.Length);
        for (var i = 0; i < wanted.Length; i++) Assert.Equal(wanted[i], logits[i], 2e-4f);
    }

    [Fact]
    public void Decode_WithCache_GivesReferenceGreedyTokens()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var model = Load(GoldenQwen.ShardedFolder);
        var ids = GoldenQwen.PromptIds;
        using var cache = new KeyValueCache(model.Config, 1, ids.Length + 8, ScalarType.Float32, CPU);
        var logits = LastLogits(model, ids, cache);
        var next = MropePositions.Create(ids, Grids, model.Config).Max() + 1;
        var tokens = new List<int>();
        for (var i = 0; i < 8; i++)
        {
            tokens.Add((int)logits.argmax().item<long>());
            var rotary = MropeTable.Create(model.Config, [next + i, next + i, next + i], CPU);
            var hidden = model.Decode(model.Embed(tensor(new long[] { tokens[^1] }).unsqueeze(0)), new DecoderPass(rotary, null, cache));
            logits = model.Logits(hidden.select(0, 0).select(0, 0));
        }

        Assert.Equal(GreedyTokens(), tokens);
    }

    [Fact]
    public void Fill_TensorOfOtherShape_NamesTensorAndShapes()
    {
        var config = Qwen25VlConfig.Read(GoldenQwen.ShardedFolder) with { IntermediateSize = 161 };
        var error = Assert.Throws<WeightFormatException>(() => ModelFiles.Load(GoldenQwen.ShardedFolder, config, CPU));
        Assert.Contains("mlp.gate_proj.weight, expected [161, 96] as config.json asks for, found [160, 96]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024, 131_072, "layers.")]
    [InlineData(2, 131_072, "gate_proj.weight")]
    public void Load_ConfigurationFarLargerThanTheFiles_IsRefusedBeforeMemoryIsClaimed(int layers, int width, string tensor)
    {
        var config = Qwen25VlConfig.Read(GoldenQwen.ShardedFolder) with { NumHiddenLayers = layers, IntermediateSize = width };
        var error = Assert.Throws<WeightFormatException>(() => ModelFiles.Load(GoldenQwen.ShardedFolder, config, CPU));
        Assert.Contains(tensor, error.Message, StringComparison.Ordinal);
    }

    private static GridThw[] Grids => [.. Enumerable.Repeat(new GridThw(1, 16, 32), 3)];

    private static IEnumerable<int> GreedyTokens() => GoldenQwen.Read("forward.json").GetProperty("float32").GetProperty("greedy8")
        .EnumerateArray().Select(token => token.GetInt32());

    private static Qwen25Vl Load(string folder) => ModelFiles.Load(folder, Qwen25VlConfig.Read(folder), CPU);

    private static Tensor LastLogits(Qwen25Vl model, int[] ids, KeyValueCache? cache)
    {
        var (pixels, grids) = GoldenQwen.Pictures(3, model.Config.Vision);
        var places = Enumerable.Range(0, ids.Length).Where(i => ids[i] == model.Config.ImageTokenId).Select(i => (long)i).ToArray();
        var embedded = model.Embed(tensor(ids.Select(id => (long)id).ToArray()).unsqueeze(0), model.EncodeImages(pixels, grids), tensor(places));
        var rotary = MropeTable.Create(model.Config, MropePositions.Create(ids, grids, model.Config), CPU);
        return model.Logits(model.Decode(embedded, new DecoderPass(rotary, null, cache)).select(0, 0).select(0, ids.Length - 1));
    }
}
