using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Compat;

public sealed class AutogradTests
{
    [Fact]
    public void Gradients_AddUp_UntilDropped()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2.0 }, requires_grad: true);
        Assert.Null(x.grad);
        x.square().backward();
        x.square().backward();
        Close.To([8], x.grad!);
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void NoGrad_RecordsNothing_AndEndsWithItsScope()
    {
        using var scope = NewDisposeScope();
        var x = ones(1).requires_grad_();
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }
        Assert.True((x * 2).requires_grad);
        using (set_grad_enabled(false)) Assert.False((x * 2).requires_grad);
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((x * 2).requires_grad);
        }
        Assert.False(is_inference_mode_enabled());
    }

    [Fact]
    public void Detached_StopsTheDerivative()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 3.0 }, requires_grad: true);
        (x * x.detach()).backward();
        Close.To([3], x.grad!);
        Assert.True(x.is_leaf);
        Assert.False((x * 2).is_leaf);
    }

    [Fact]
    public void Backward_TakesAnOuterDerivative_AndCanRunTwice()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, 2 }, requires_grad: true);
        var y = x.pow(3);
        y.backward([tensor(new[] { 1.0, 10 })], retain_graph: true);
        Close.To([3, 120], x.grad!);
        y.backward([ones(2, float64)]);
        Close.To([6, 132], x.grad!);
    }

    [Fact]
    public void RetainGrad_KeepsTheDerivativeOfAnIntermediate()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2.0 }, requires_grad: true);
        var middle = x * 3;
        middle.retain_grad();
        middle.square().backward();
        Close.To([12], middle.grad!);
    }

    [Fact]
    public void Parameter_IsALeaf_AndWantsAGradient()
    {
        using var scope = NewDisposeScope();
        var x = ones(2);
        var parameter = new Parameter(x * 2);
        Assert.True(parameter.is_leaf);
        Assert.True(parameter.requires_grad);
        Assert.False(new Parameter(x, requires_grad: false).requires_grad);
    }

    [Fact]
    public void Gradient_SurvivesTheScopeOfTheForwardPass()
    {
        using var layer = nn.Linear(2, 1);
        using (NewDisposeScope()) layer.call(ones(1, 2)).sum().backward();
        using var gradient = layer.weight.grad;
        Close.To([1, 1], gradient!);
    }
}
