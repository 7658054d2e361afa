using System.Text.Json;
using SleepVLM.Testing;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Tests.Weights;

/// <summary>The tiny checkpoints that the reference code wrote.</summary>
public sealed class CheckpointTests
{
    private static readonly string Sharded = Repository.Golden("qwen/ckpt/tiny_f32_new_keys_sharded");
    private static readonly Dictionary<string, string> NoMetadata = [];
    private static readonly string OldKeys = Repository.Golden("qwen/ckpt/tiny_bf16_old_keys");

    [Fact]
    public void Open_ShardedF32_HoldsEveryParameterToTheBit()
    {
        using var checkpoint = Checkpoint.Open(Sharded);
        var parameters = Parameters();
        Assert.Equal(parameters.Count, checkpoint.Tensors.Count);
        foreach (var (key, shape) in parameters) AssertHolds(checkpoint, key, shape, GoldenFormula.Parameter(key, shape));
    }

    [Fact]
    public void Open_Bf16OldKeys_HoldsTheRoundedParametersUnderNewKeys()
    {
        using var checkpoint = Checkpoint.Open(OldKeys);
        foreach (var (key, shape) in Parameters())
        {
            var expected = Array.ConvertAll(GoldenFormula.Parameter(key, shape), value => BitConverter.UInt32BitsToSingle((uint)ElementConversion.ToBFloat16(value) << 16));
            AssertHolds(checkpoint, key, shape, expected);
        }
    }

    [Fact]
    public void CanonicalKey_EveryKeyOf3B_MapsOldToNew()
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Repository.Golden("qwen/state_dict_3b.json")));
        var tensors = golden.RootElement.GetProperty("tensors").EnumerateArray().ToList();
        Assert.Equal(824, tensors.Count);
        foreach (var tensor in tensors)
        {
            var canonical = tensor.GetProperty("new").GetString()!;
            Assert.Equal(canonical, CanonicalKey.Of(tensor.GetProperty("old").GetString()!));
            Assert.Equal(canonical, CanonicalKey.Of(canonical));
        }
    }

    [Theory]
    [InlineData("lm_head.weight", "lm_head.weight")]
    [InlineData("base_model.model.model.layers.0.mlp.up_proj.lora_A.weight", "base_model.model.model.language_model.layers.0.mlp.up_proj.lora_A.weight")]
    [InlineData("base_model.model.visual.merger.mlp.0.lora_B.weight", "base_model.model.model.visual.merger.mlp.0.lora_B.weight")]
    public void CanonicalKey_HeadAndAdapters(string key, string canonical) => Assert.Equal(canonical, CanonicalKey.Of(key));

    [Fact]
    public void ToFloats_MissingTensor_NamesIt()
    {
        using var checkpoint = Checkpoint.Open(Sharded);
        Assert.Equal("lm_head.weight", Assert.Throws<WeightFormatException>(() => checkpoint.ToFloats("lm_head.weight")).Tensor);
    }

    [Fact]
    public void Open_FolderWithoutWeights_SaysWhatIsExpected()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("model.safetensors", Assert.Throws<WeightFormatException>(() => Checkpoint.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"weight_map\": {\"a\": \"../model.safetensors\"}}", "same folder")]
    [InlineData("{\"weight_map\": {\"a\": \"..\"}}", "same folder")]
    [InlineData("{\"weight_map\": {\"a\": \"absent.safetensors\"}}", "which is not in the folder")]
    [InlineData("{\"weight_map\": [1]}", "weight_map")]
    [InlineData("{\"weight_map\": ", "not JSON")]
    [InlineData("{\"weight_map\": {\"\\ud800\": \"a\"}}", "not Unicode")]
    public void Open_DamagedIndex_SaysWhatIsWrong(string index, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(Checkpoint.IndexFile), index);
        Assert.Contains(expected, Assert.Throws<WeightFormatException>(() => Checkpoint.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_IndexPlacesATensorInTheWrongShard_NamesTheTensor()
    {
        using var folder = new TemporaryFolder();
        SafetensorsWriter.Write(folder.File("a.safetensors"), [SafetensorsWriter.FromFloats("x", "F32", [2], [1, 2])], NoMetadata);
        File.WriteAllText(folder.File(Checkpoint.IndexFile), "{\"weight_map\": {\"y\": \"a.safetensors\"}}");
        Assert.Equal("y", Assert.Throws<WeightFormatException>(() => Checkpoint.Open(folder.Path)).Tensor);
    }

    [Fact]
    public void Open_SameParameterUnderOldAndNewKey_IsRefused()
    {
        using var folder = new TemporaryFolder();
        SafetensorsWriter.Write(
            folder.File(Checkpoint.SingleFile),
            [SafetensorsWriter.FromFloats("visual.x", "F32", [1], [1]), SafetensorsWriter.FromFloats("model.visual.x", "F32", [1], [1])],
            NoMetadata);
        Assert.Contains("one spelling", Assert.Throws<WeightFormatException>(() => Checkpoint.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sha256_ChangesWithAnyFileThatCounts_AndWithNoOther()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(OldKeys)) File.Copy(file, folder.File(Path.GetFileName(file)));
        var before = Checkpoint.Sha256(folder.Path);
        File.WriteAllText(folder.File("README.md"), "about");
        Assert.Equal(before, Checkpoint.Sha256(folder.Path));
        File.WriteAllText(folder.File("merges.txt"), "a b\n");
        var withMerges = Checkpoint.Sha256(folder.Path);
        Assert.NotEqual(before, withMerges);
        var weights = File.ReadAllBytes(folder.File("model.safetensors"));
        weights[^1] ^= 1;
        File.WriteAllBytes(folder.File("model.safetensors"), weights);
        Assert.NotEqual(withMerges, Checkpoint.Sha256(folder.Path));
        Assert.Matches("^[0-9a-f]{64}$", before);
    }

    private static void AssertHolds(Checkpoint checkpoint, string key, long[] shape, float[] expected)
    {
        Assert.Equal(shape, checkpoint.Tensors[key].Shape);
        Assert.Equal(expected, checkpoint.ToFloats(key));
    }

    private static List<(string Key, long[] Shape)> Parameters()
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Repository.Golden("qwen/parameters.json")));
        return [.. golden.RootElement.GetProperty("parameters").EnumerateArray()
            .Select(entry => (entry.GetProperty("name").GetString()!, entry.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()).ToArray()))];
    }
}
