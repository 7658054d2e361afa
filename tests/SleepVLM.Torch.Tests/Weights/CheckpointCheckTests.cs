using System.Text.Json.Nodes;
using SleepVLM.Testing;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tests.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Weights;

/// <summary>Checkpoints that were damaged: each is refused in one sentence that names tensor, file and what was expected.</summary>
public sealed class CheckpointCheckTests : IDisposable
{
    private const string Norm = "model.language_model.norm.weight";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_TensorMissing_NamesItTheFileAndTheShape()
    {
        var error = Fail(tensors => tensors.RemoveAll(t => t.Name == Norm));
        Assert.Equal((Norm, "[96] as config.json asks for", "no such tensor"), (error.Tensor, error.Expected, error.Found));
        Assert.Equal(_folder.File(Checkpoint.SingleFile), error.File);
    }

    [Fact]
    public void Load_TensorTooMany_NamesItAndItsShape()
    {
        var error = Fail(tensors => tensors.Add(SafetensorsWriter.FromFloats("model.language_model.layers.9.mlp.up_proj.weight", "F32", [2], [1, 2])));
        Assert.Equal(("model.language_model.layers.9.mlp.up_proj.weight", "[2]"), (error.Tensor, error.Found));
        Assert.Contains(Checkpoint.SingleFile, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TensorOfAnotherShape_NamesBothShapes()
    {
        var error = Fail(tensors => tensors[tensors.FindIndex(t => t.Name == Norm)] = SafetensorsWriter.FromFloats(Norm, "F32", [2, 48], new float[96]));
        Assert.Contains($"tensor {Norm}, expected [96] as config.json asks for, found [2, 48]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TensorOfWholeNumbers_NamesTheTypes()
    {
        var error = Fail(tensors => tensors[tensors.FindIndex(t => t.Name == Norm)] = (Norm, "I32", [96], () => new byte[384]));
        Assert.Equal(("BF16, F16, F32 or F64", "I32"), (error.Expected, error.Found));
    }

    [Theory]
    [InlineData("F32", float.NaN)]
    [InlineData("BF16", float.PositiveInfinity)]
    [InlineData("F16", float.NegativeInfinity)]
    public void Load_NumberThatIsNone_NamesTensorAndPlace(string dtype, float bad)
    {
        var values = Enumerable.Repeat(1f, 96).ToArray();
        values[77] = bad;
        var error = Fail(tensors => tensors[tensors.FindIndex(t => t.Name == Norm)] = SafetensorsWriter.FromFloats(Norm, dtype, [96], values));
        Assert.Equal((Norm, "finite numbers of shape [96]", "element 77 infinite or not a number"), (error.Tensor, error.Expected, error.Found));
    }

    [Fact]
    public void Load_SeveralProblems_TellsHowMany()
    {
        var error = Fail(tensors => tensors.RemoveAll(t => t.Name.EndsWith("norm1.weight", StringComparison.Ordinal)));
        Assert.Contains("3 more problems of this kind, 'sleepvlm model inspect ", error.Message, StringComparison.Ordinal);
        Assert.Equal("model.visual.blocks.0.norm1.weight", error.Tensor);
    }

    [Theory]
    [InlineData("model-00001-of-00002.safetensors")]
    [InlineData("model-00002-of-00002.safetensors")]
    public void Load_ShardCutShort_NamesItAndATensor(string shard)
    {
        CopySharded();
        var bytes = File.ReadAllBytes(_folder.File(shard));
        File.WriteAllBytes(_folder.File(shard), bytes[..^1000]);
        var error = Assert.Throws<WeightFormatException>(Load);
        Assert.Equal(_folder.File(shard), error.File);
        Assert.NotNull(error.Tensor);
        Assert.Matches("expected [0-9]+ bytes of data, found [0-9]+", error.Message);
    }

    [Fact]
    public void Load_ShardAbsent_NamesIndexAndShard()
    {
        CopySharded();
        File.Delete(_folder.File("model-00002-of-00002.safetensors"));
        var error = Assert.Throws<WeightFormatException>(Load);
        Assert.Equal($"{_folder.File(Checkpoint.IndexFile)}: names model-00002-of-00002.safetensors, which is not in the folder; get the missing file too", error.Message);
    }

    [Fact]
    public void Load_IndexForgetsATensor_NamesIndexAndTensor()
    {
        CopySharded();
        var index = JsonNode.Parse(File.ReadAllText(_folder.File(Checkpoint.IndexFile)))!;
        index["weight_map"]!.AsObject().Remove(Norm);
        File.WriteAllText(_folder.File(Checkpoint.IndexFile), index.ToJsonString());
        var error = Assert.Throws<WeightFormatException>(Load);
        Assert.Equal((_folder.File(Checkpoint.IndexFile), Norm), (error.File, error.Tensor));
    }

    [Fact]
    public void Load_HeadSavedBesideItsEmbeddingAndOldFrequencies_AreLeftAlone()
    {
        Write(tensors =>
        {
            tensors.Add(SafetensorsWriter.FromFloats("lm_head.weight", "F32", [512, 96], new float[512 * 96]));
            tensors.Add(SafetensorsWriter.FromFloats("model.language_model.rotary_emb.inv_freq", "F32", [8], new float[8]));
        });
        Load();
    }

    private WeightFormatException Fail(Action<List<(string Name, string Dtype, IReadOnlyList<long> Shape, Func<byte[]> Bytes)>> damage)
    {
        Write(damage);
        return Assert.Throws<WeightFormatException>(Load);
    }

    private void Load()
    {
        using var scope = NewDisposeScope();
        ModelFiles.Load(_folder.Path, Qwen25VlConfig.Read(_folder.Path), CPU).Dispose();
    }

    private void Write(Action<List<(string Name, string Dtype, IReadOnlyList<long> Shape, Func<byte[]> Bytes)>> damage)
    {
        using var original = Checkpoint.Open(GoldenQwen.ShardedFolder);
        List<(string Name, string Dtype, IReadOnlyList<long> Shape, Func<byte[]> Bytes)> tensors =
            [.. original.Tensors.Select(entry => SafetensorsWriter.FromFloats(entry.Key, "F32", entry.Value.Shape, original.ToFloats(entry.Key)))];
        damage(tensors);
        SafetensorsWriter.Write(_folder.File(Checkpoint.SingleFile), tensors, new Dictionary<string, string>());
        Qwen25VlConfig.Read(GoldenQwen.ShardedFolder).Write(_folder.Path);
    }

    private void CopySharded()
    {
        foreach (var file in Directory.GetFiles(GoldenQwen.ShardedFolder)) File.Copy(file, _folder.File(Path.GetFileName(file)));
    }
}
