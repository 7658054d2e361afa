using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>Chains of operations in one go, against libtorch's operators, which are taken where gradients are recorded.</summary>
public sealed class RowKernelsTests
{
    [Theory]
    [InlineData(1, 256)]
    [InlineData(300, 192)]
    [InlineData(7, 33)]
    public void Normalized_AnyRows_IsWhatOperatorsGive(int rows, int width)
    {
        using var scope = NewDisposeScope();
        using var norm = new RmsNorm(WeightStorage.Single, width, 1e-6);
        var x = randn([width, rows]).t(); // not contiguous
        var expected = WithGradients(() => norm.call(x));
        using var noGradients = no_grad();
        foreach (var parameter in norm.parameters()) parameter.copy_(arange(width).to(ScalarType.Float32) / width);
        expected *= arange(width).to(ScalarType.Float32) / width;
        Assert.True(norm.call(x).allclose(expected, 1e-5, 1e-6));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(70_001)]
    public void Gated_AnyLength_IsWhatOperatorsGiveAndReusesTheGate(int length)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var (gate, up) = (randn([length]) * 20, randn([length]));
        var expected = nn.functional.silu(gate) * up;
        var gated = RowKernels.Gated(gate, up);
        Assert.True(gated.allclose(expected, 1e-5, 1e-6));
        Assert.True(gate.allclose(gated, 0, 0));
    }

    [Fact]
    public void Takes_WhatABackwardPassMayWantOrIsNotSingle_IsLeftToOperators()
    {
        Assert.False(RowKernels.Takes(zeros(3)));
        using var noGradients = no_grad();
        Assert.True(RowKernels.Takes(zeros(3)));
        Assert.False(RowKernels.Takes(zeros(3, ScalarType.BFloat16)));
    }

    private static Tensor WithGradients(Func<Tensor> compute)
    {
        using var gradients = enable_grad();
        return compute().detach();
    }
}
