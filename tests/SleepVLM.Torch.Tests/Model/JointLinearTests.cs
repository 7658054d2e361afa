using SleepVLM.Torch.Model;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>Layers that read the same input, multiplied together.</summary>
public sealed class JointLinearTests
{
    private static readonly WeightStorage Double = new(ScalarType.Float64, CPU);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_LayersOfUnequalWidth_IsWhatEachGives(bool bias)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var joint = Filled(bias);
        var x = randn([2, 5, 6], ScalarType.Float64);
        Assert.Null(joint.Of(x));
        joint.Settle();
        var together = joint.Of(x)!;
        Assert.Equal([8, 4, 4], together.Select(y => y.shape[2]));
        foreach (var (y, layer) in together.Zip(joint.Layers)) Assert.True(y.allclose(layer.call(x), 0, 1e-14));
    }

    [Fact]
    public void Of_ALayersWeightIsWritten_IsSeen()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var joint = Filled(bias: false);
        joint.Settle();
        ((Linear)joint.Layers[1]).weight!.zero_();
        var together = joint.Of(ones([1, 6], ScalarType.Float64))!;
        Assert.Equal(0, together[1].abs().max().item<double>());
        Assert.All([together[0], together[2]], y => Assert.True(y.abs().min().item<double>() > 0));
    }

    [Fact]
    public void Of_GradientsAreRecorded_LeavesItToTheLayers()
    {
        using var scope = NewDisposeScope();
        using var joint = Filled(bias: false);
        joint.Settle();
        Assert.Null(joint.Of(ones([1, 6], ScalarType.Float64)));
    }

    [Fact]
    public void Settle_LayersThatWereMoved_StayAlone()
    {
        using var scope = NewDisposeScope();
        using var joint = Filled(bias: false);
        joint.Settle();
        Assert.True(joint.IsSettled);
        foreach (var layer in joint.Layers) layer.to(CPU, ScalarType.Float32);
        joint.Settle();
        Assert.False(joint.IsSettled);
    }

    private static JointLinear Filled(bool bias)
    {
        manual_seed(2);
        using var noGradients = no_grad();
        var joint = new JointLinear(Double, 6, [8, 4, 4], bias);
        foreach (var parameter in joint.Layers.SelectMany(layer => layer.parameters())) parameter.copy_(randn(parameter.shape, ScalarType.Float64));
        return joint;
    }
}
