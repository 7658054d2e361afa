using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tests.Model;
using SleepVLM.Torch.Weights;
using SleepVLM.Torch.Weights.Packing;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Weights;

/// <summary>What a model must hold, told without allocating it.</summary>
public sealed class TensorPlanTests
{
    private static readonly Qwen25VlConfig Tiny = Qwen25VlConfig.Read(GoldenQwen.ShardedFolder);

    [Fact]
    public void Of_The3BConfiguration_IsThePublishedListOf824Tensors()
    {
        var golden = GoldenQwen.Read("state_dict_3b.json");
        var expected = golden.GetProperty("tensors").EnumerateArray()
            .ToDictionary(tensor => tensor.GetProperty("new").GetString()!, tensor => string.Join(",", tensor.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())));
        var plan = TensorPlan.Of(PublishedConfigs.ThreeBillion).ToDictionary(tensor => tensor.Name, tensor => string.Join(",", tensor.Shape));
        Assert.Equal(824, plan.Count);
        Assert.Equal(expected.OrderBy(entry => entry.Key, StringComparer.Ordinal), plan.OrderBy(entry => entry.Key, StringComparer.Ordinal));
        Assert.Equal(golden.GetProperty("total_parameters").GetInt64(), TensorPlan.ParameterCount(PublishedConfigs.ThreeBillion));
    }

    [Fact]
    public void Of_TheTinyConfiguration_IsWhatTheModelHolds()
    {
        using var scope = NewDisposeScope();
        using var model = new Qwen25Vl(Tiny);
        Assert.Equal(Named(TensorPlan.Of(Tiny)), model.named_parameters().Select(p => $"{p.name} {string.Join(",", p.parameter.shape)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_PackedLayers_IsWhatThePackedModelHolds()
    {
        using var scope = NewDisposeScope();
        using var checkpoint = Checkpoint.Open(GoldenQwen.PackedFolder);
        var packing = PackedModules.Of(checkpoint)!;
        using var model = new Qwen25Vl(Tiny, new WeightStorage(ScalarType.Float32, CPU, packing));
        var held = model.named_parameters().Select(p => (p.name, p.parameter.shape)).Concat(model.named_buffers().Select(b => (b.name, b.buffer.shape)));
        Assert.Equal(Named(TensorPlan.Of(Tiny, packing)), held.Select(t => $"{t.name} {string.Join(",", t.shape)}").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Named(IEnumerable<PlannedTensor> plan) => plan.Select(tensor => $"{tensor.Name} {string.Join(",", tensor.Shape)}").Order(StringComparer.Ordinal);
}
