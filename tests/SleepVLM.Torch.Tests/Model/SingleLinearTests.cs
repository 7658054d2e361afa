using SleepVLM.Torch.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

public sealed class SingleLinearTests
{
    [Theory]
    [InlineData(1, 8, 16, true)]
    [InlineData(3, 40, 20, false)]
    [InlineData(6, 256, 704, true)]
    [InlineData(256, 100, 33, true)]
    [InlineData(257, 100, 33, true)]
    public void Forward_SettledWeight_MultipliesAsLibtorchDoes(int rows, int inputs, int outputs, bool hasBias)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        manual_seed(7);
        var (weight, bias, x) = (randn([outputs, inputs]), hasBias ? randn([outputs]) : null, randn([rows, 1, inputs]));
        using var layer = new SingleLinear(new Parameter(weight), bias is null ? null : new Parameter(bias));
        layer.Settle();
        var y = layer.call(x);
        Assert.Equal([rows, 1, outputs], y.shape);
        Assert.True(y.allclose(nn.functional.linear(x, weight, bias), 1e-4, 1e-4));
        var across = layer.call(x.view(inputs, rows).t().view(rows, 1, inputs)); // not contiguous
        Assert.True(across.allclose(nn.functional.linear(x.view(inputs, rows).t().view(rows, 1, inputs), weight, bias), 1e-4, 1e-4));
    }

    [Fact]
    public void Forward_SettledWeightThatChanges_IsSeenWhereGradientsAreRecordedAlone()
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(ones([16, 8]));
        using var layer = new SingleLinear(weight, null);
        layer.Settle();
        using (no_grad())
        {
            weight.fill_(2);
            Assert.Equal(8, layer.call(ones([1, 8]))[0, 0].item<float>());
        }

        Assert.Equal(16, layer.call(ones([1, 8]))[0, 0].item<float>());
    }
}
