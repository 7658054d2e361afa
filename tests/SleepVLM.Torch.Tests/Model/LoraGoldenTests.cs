using System.Text.Json;
using SleepVLM.Testing;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tests.Weights;
using SleepVLM.Torch.Weights;
using SleepVLM.Torch.Weights.Adapters;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>Adapters against PEFT's own layers, for both published target lists; phase 1 includes the patch projection, a convolution.</summary>
public sealed class LoraGoldenTests
{
    [Theory]
    [InlineData("phase1", "float32")]
    [InlineData("phase1", "float64")]
    [InlineData("phase2", "float32")]
    [InlineData("phase2", "float64")]
    public void Attach_TrainableFactors_GiveTheReferencesLogitsLossAndGradients(string phase, string section)
    {
        using var scope = NewDisposeScope();
        using var folder = Adapter(phase);
        using var adapter = AdapterFiles.Open(folder.Path);
        using var model = GoldenQwen.Load(GoldenQwen.ShardedFolder, GoldenQwen.Dtype(section));
        var factors = LoraAdapter.Attach(model, adapter, trainable: true);
        var golden = GoldenQwen.Read("lora.json").GetProperty(phase);
        Assert.Equal(golden.GetProperty("trainable_parameters").GetInt64(), factors.Sum(entry => entry.Factor.numel()));
        var numbers = golden.GetProperty(section);
        GoldenQwen.AssertClose(GoldenQwen.Doubles(numbers.GetProperty("logits_last")), LastLogits(model), GoldenQwen.Tolerance(section, 2e-4));

        var loss = TrainStepGoldenTests.Loss(model, withTurnEnd: false);
        Assert.Equal(numbers.GetProperty("loss").GetDouble(), loss.to(ScalarType.Float64).item<double>(), GoldenQwen.Tolerance(section, 1e-5));
        loss.backward();
        var square = 0.0;
        foreach (var (key, factor) in factors)
            square += TrainStepGoldenTests.AssertGradient(numbers.GetProperty("grads").GetProperty(key), factor.grad!, key, section == "float64" ? 1e-8 : 1e-4);
        TrainStepGoldenTests.AssertRelative(numbers.GetProperty("grad_l2_total").GetDouble(), Math.Sqrt(square), section == "float64" ? 1e-9 : 1e-4, "total");
    }

    [Theory]
    [InlineData("phase1", "float32")]
    [InlineData("phase1", "float64")]
    [InlineData("phase2", "float32")]
    [InlineData("phase2", "float64")]
    public void Merge_AnyPhase_GivesTheReferencesWeightsAndTheSameLogits(string phase, string section)
    {
        using var scope = NewDisposeScope();
        using var folder = Adapter(phase);
        using var adapter = AdapterFiles.Open(folder.Path);
        using var model = GoldenQwen.Load(GoldenQwen.ShardedFolder, GoldenQwen.Dtype(section));
        LoraAdapter.Merge(model, adapter);
        var golden = GoldenQwen.Read("lora.json").GetProperty(phase).GetProperty(section);
        foreach (var entry in golden.GetProperty("merged_weight_first4").EnumerateObject())
            GoldenQwen.AssertClose(GoldenQwen.Doubles(entry.Value), GoldenQwen.Values(model.get_parameter(entry.Name + ".weight")!)[..4], GoldenQwen.Tolerance(section, 1e-6), entry.Name);
        GoldenQwen.AssertClose(GoldenQwen.Doubles(golden.GetProperty("logits_last")), LastLogits(model), GoldenQwen.Tolerance(section, 2e-4));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PublishedCheckpoint_OfPhase2_GivesTheReferencesLogits(bool merged)
    {
        using var scope = NewDisposeScope();
        using var adapter = AdapterFiles.Open(GoldenQwen.AdapterFolder);
        using var model = GoldenQwen.Load(GoldenQwen.ShardedFolder);
        Assert.Equal((4, 8.0, 2.0, "tiny"), (adapter.Settings.Rank, adapter.Settings.Alpha, adapter.Settings.Scaling, adapter.Settings.Base));
        if (merged) LoraAdapter.Merge(model, adapter);
        else LoraAdapter.Attach(model, adapter);
        GoldenQwen.AssertClose(GoldenQwen.Doubles(GoldenQwen.Read("lora.json").GetProperty("phase2").GetProperty("float32").GetProperty("logits_last")), LastLogits(model), 2e-4);
    }

    // The convolution sees one frame of a still picture or both; the adapter must change either alike.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EncodeImages_OneFrameOrTwo_AreEqualWithTheConvolutionsAdapter(bool merged)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var folder = Adapter("phase1");
        using var adapter = AdapterFiles.Open(folder.Path);
        using var model = GoldenQwen.Load(GoldenQwen.ShardedFolder, ScalarType.Float64);
        if (merged) LoraAdapter.Merge(model, adapter);
        else LoraAdapter.Attach(model, adapter);
        var (pixels, grids) = GoldenQwen.Pictures([0], model.Config.Vision);
        var still = pixels.view(-1, 3, 2, 14, 14).select(2, 0).reshape(pixels.shape[0], -1);
        GoldenQwen.AssertClose(GoldenQwen.Values(model.EncodeImages(new(pixels), grids)), GoldenQwen.Values(model.EncodeImages(new(still), grids)), 1e-9);
    }

    [Fact]
    public void Merge_IntoPackedLayers_SaysToKeepItApart_AndAttachWorks()
    {
        using var scope = NewDisposeScope();
        using var adapter = AdapterFiles.Open(GoldenQwen.AdapterFolder);
        using var model = GoldenQwen.Load(GoldenQwen.PackedFolder);
        Assert.Contains("keep the adapter apart", Assert.Throws<WeightFormatException>(() => LoraAdapter.Merge(model, adapter)).Message, StringComparison.Ordinal);
    }

    internal static double[] LastLogits(Qwen25Vl model)
    {
        using var noGradients = no_grad();
        return GoldenQwen.Values(new GoldenRun(model, [(GoldenQwen.PromptIds, [0, 1, 2])]).Logits().select(0, 0)[-1]);
    }

    // An adapter with the golden files' factors, written as PEFT writes it.
    private static TemporaryFolder Adapter(string phase)
    {
        var folder = new TemporaryFolder();
        var shapes = TensorPlan.Of(Qwen25VlConfig.Read(GoldenQwen.ShardedFolder)).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        var golden = GoldenQwen.Read("lora.json");
        var rank = golden.GetProperty("r").GetInt64();
        var tensors = golden.GetProperty(phase).GetProperty("wrapped_modules").EnumerateArray().Select(module => module.GetString()!).SelectMany(module =>
        {
            var shape = shapes[module + ".weight"];
            return new[] { Factor($"base_model.model.{module}.lora_A.weight", [rank, .. shape.Skip(1)]), Factor($"base_model.model.{module}.lora_B.weight", [shape[0], rank, .. shape.Skip(2).Select(_ => 1L)]) };
        });
        SafetensorsWriter.Write(folder.File(AdapterFiles.WeightFile), [.. tensors], new Dictionary<string, string>());
        File.WriteAllText(folder.File(LoraSettings.FileName), JsonSerializer.Serialize(new { peft_type = "LORA", r = rank, lora_alpha = golden.GetProperty("lora_alpha").GetInt32() }));
        return folder;
    }

    private static (string, string, IReadOnlyList<long>, Func<byte[]>) Factor(string key, long[] shape)
    {
        var seed = GoldenFormula.Fnv1a32(key);
        var scale = key.Contains("lora_A", StringComparison.Ordinal) ? Math.Sqrt(3.0 / shape.Skip(1).Aggregate(1L, (product, size) => product * size)) : 0.2;
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(GoldenFormula.Random(seed, i) * scale);
        return SafetensorsWriter.FromFloats(key, "F32", shape, values);
    }
}
