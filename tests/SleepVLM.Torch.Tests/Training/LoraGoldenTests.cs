using System.Text.Json;
using SleepVLM.Testing;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tests.Model;
using SleepVLM.Torch.Tests.Weights;
using SleepVLM.Torch.Training;
using SleepVLM.Torch.Weights;
using SleepVLM.Torch.Weights.Adapters;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Training;

/// <summary>Adapters against PEFT's own code (tests/golden/qwen/lora.json).</summary>
public sealed class LoraGoldenTests
{
    private static readonly string Adapter = Repository.Golden("qwen/ckpt/tiny_lora_phase2");

    [Theory]
    [InlineData("phase1")]
    [InlineData("phase2")]
    public void Attach_PublishedTargets_AdaptsTheReferencesModules(string phase)
    {
        var expected = GoldenQwen.Read("lora.json").GetProperty(phase);
        using var model = GoldenStep.Model();
        using var adapter = new TrainableAdapter(model, new LoraTraining(LoraTargets.Named(phase), Rank: 4, Alpha: 8));
        Assert.Equal(expected.GetProperty("wrapped_modules").EnumerateArray().Select(name => name.GetString()!).Order(), adapter.Modules.Order());
        Assert.Equal(expected.GetProperty("trainable_parameters").GetInt64(), adapter.Parameters.Sum(p => p.Parameter.numel()));
    }

    [Theory]
    [InlineData("phase1", false)]
    [InlineData("phase2", false)]
    [InlineData("phase2", true)]
    public void Learn_OneStep_EqualsTheReference(string phase, bool recompute)
    {
        var expected = GoldenQwen.Read("lora.json").GetProperty(phase).GetProperty("float32");
        using var scope = NewDisposeScope();
        using var model = GoldenStep.Model();
        using var adapter = Formula(model, phase);
        AssertLogits(expected.GetProperty("logits_last"), model);
        var before = ModelFiles.HostValues(model.named_parameters().Last().parameter);
        using var trainer = new Trainer(model, null, adapter.Parameters, GoldenStep.Settings with { Recompute = recompute });
        var step = trainer.Learn(GoldenStep.Plan(model.Config, both: false));
        Assert.Equal(expected.GetProperty("loss").GetDouble(), step.Loss, 1e-5);
        Assert.Equal(1, step.GradientNorm / expected.GetProperty("grad_l2_total").GetDouble(), 1e-4);
        Assert.Equal(before, ModelFiles.HostValues(model.named_parameters().Last().parameter));
    }

    [Fact]
    public void Save_TakenIntoTheModel_GivesTheReferencesWeightsAndLogits()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using (var learnt = GoldenStep.Model())
        using (var adapter = Formula(learnt, "phase1")) adapter.Save(folder.Path, "tiny", adapter.Parameters.Select(p => (p.Name, (Tensor)p.Parameter)));

        using var model = GoldenStep.Model();
        using (var files = AdapterFiles.Open(folder.Path)) LoraAdapter.Merge(model, files);
        foreach (var weight in GoldenQwen.Read("lora.json").GetProperty("phase1").GetProperty("float64").GetProperty("merged_weight_first4").EnumerateObject())
        {
            var merged = ModelFiles.HostValues(model.named_parameters().Single(p => p.name == weight.Name + ".weight").parameter);
            Assert.All(GoldenQwen.Floats(weight.Value).Zip(merged), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        }

        AssertLogits(GoldenQwen.Read("lora.json").GetProperty("phase1").GetProperty("float32").GetProperty("logits_last"), model);
    }

    [Fact]
    public void Save_Phase2_WritesTheReferencesSettingsAndKeys()
    {
        using var folder = new TemporaryFolder();
        using var model = GoldenStep.Model();
        using var adapter = new TrainableAdapter(model, new LoraTraining(LoraTargets.Named("phase2"), Rank: 4, Alpha: 8));
        adapter.Save(folder.Path, "tiny", adapter.Parameters.Select(p => (p.Name, (Tensor)p.Parameter)));
        string Config(string path) => JsonSerializer.Serialize(JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "adapter_config.json"))));
        Assert.Equal(Config(Adapter), Config(folder.Path));
        using var own = SafetensorsFile.Open(Path.Combine(folder.Path, "adapter_model.safetensors"));
        using var reference = SafetensorsFile.Open(Path.Combine(Adapter, "adapter_model.safetensors"));
        Assert.Equal(reference.Header.Tensors.Keys.Select(CanonicalKey.Of).Order(), own.Header.Tensors.Keys.Order());
    }

    [Fact]
    public void Attach_LanguageTargets_LeaveTheVisionTowerOut()
    {
        using var model = GoldenStep.Model();
        using var adapter = new TrainableAdapter(model, new LoraTraining(LoraTargets.Named("language"), Rank: 2));
        Assert.Equal(21, adapter.Modules.Count);
        Assert.All(adapter.Modules, module => Assert.StartsWith("model.language_model.", module, StringComparison.Ordinal));
    }

    // Dropout is 0, as in the reference's numbers.
    private static TrainableAdapter Formula(Qwen25Vl model, string phase)
    {
        var adapter = new TrainableAdapter(model, new LoraTraining(LoraTargets.Named(phase), Rank: 4, Alpha: 8, Dropout: 0));
        using var _ = no_grad();
        foreach (var (name, parameter) in adapter.Parameters)
        {
            var seed = GoldenFormula.Fnv1a32(name);
            var scale = name.Contains("lora_A", StringComparison.Ordinal) ? Math.Sqrt(3.0 / (parameter.numel() / parameter.shape[0])) : 0.2;
            parameter.copy_(tensor([.. Enumerable.Range(0, (int)parameter.numel()).Select(i => (float)(GoldenFormula.Random(seed, i) * scale))], parameter.shape));
        }

        return adapter;
    }

    private static void AssertLogits(JsonElement expected, Qwen25Vl model)
    {
        using var _ = no_grad();
        var ids = GoldenQwen.PromptIds;
        var (pixels, grids) = GoldenQwen.Pictures([0, 1, 2], model.Config.Vision);
        var places = Enumerable.Range(0, ids.Length).Where(i => ids[i] == model.Config.ImageTokenId).Select(i => (long)i).ToArray();
        var embedded = model.Embed(tensor(ids.Select(id => (long)id).ToArray()).unsqueeze(0), model.EncodeImages(new(pixels), grids), tensor(places));
        var rotary = MropeTable.Create(model.Config, MropePositions.Create(ids, grids, model.Config), CPU);
        var logits = ModelFiles.HostValues(model.Logits(model.Decode(embedded, new DecoderPass(rotary, null, null)).select(0, 0).select(0, ids.Length - 1)));
        Assert.All(GoldenQwen.Floats(expected).Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 2e-4f));
    }
}
