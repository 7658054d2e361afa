using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace SleepVLM.Torch.Tests.Compat;

/// <summary>Derivatives against central differences in double precision.</summary>
public sealed class GradientTests
{
    public static TheoryData<string> Cases => [.. s_functions.Keys];

    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_functions = new()
    {
        ["matmul"] = x => x.matmul(x.t()),
        ["silu"] = x => F.silu(x),
        ["gelu"] = x => F.gelu(x),
        ["softmax"] = x => x.softmax(-1) * arange(12, dtype: float64).view(3, 4),
        ["layer norm"] = x => F.layer_norm(x, [4]).pow(3),
        ["rms norm"] = x => x * rsqrt(x.square().mean([-1], keepdim: true) + 1e-6),
        ["index"] = x => x[TensorIndex.Slice(1), TensorIndex.Tensor(tensor(new long[] { 3, 0, 3 }))].exp(),
        ["cat and narrow"] = x => cat([x.narrow(1, 0, 2), x.narrow(1, 1, 2)], 1).sin(),
        ["reversed operators"] = x => (2 - x) / (3 + x.square()) + 1 / (x.square() + 1),
        ["cross entropy"] = x => F.cross_entropy(x, tensor(new long[] { 1, -100, 3 }), ignore_index: -100),
        ["attention"] = x => F.scaled_dot_product_attention(x.unsqueeze(0), x.sin().unsqueeze(0), x.cos().unsqueeze(0), is_casual: true),
        ["conv3d"] = x => F.conv3d(x.view(1, 1, 1, 3, 4), ones([2, 1, 1, 2, 2], float64) * 0.3, strides: [1, 1, 1]).tanh(),
        ["masked fill"] = x => x.masked_fill(x.gt(0.2), 7).square(),
        ["logsumexp"] = x => x.logsumexp(1),
        ["std"] = x => x.std(1, unbiased: false),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_AgreesWithCentralDifferences(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        var function = s_functions[name];
        var x = randn([3, 4], float64).requires_grad_();
        function(x).sum().backward();
        var analytic = x.grad!.data<double>().ToArray();
        var values = x.detach().clone();
        const double h = 1e-6;
        for (var i = 0; i < 12; i++)
        {
            double At(double shift)
            {
                using var inner = NewDisposeScope();
                var moved = values.clone();
                moved.view(-1)[i] = moved.view(-1)[i] + shift;
                return function(moved).sum().item<double>();
            }
            var numeric = (At(h) - At(-h)) / (2 * h);
            Assert.Equal(numeric, analytic[i], 1e-6 * Math.Max(1, Math.Abs(numeric)));
        }
    }
}
