using TorchSharp;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Compat;

public sealed class ArithmeticTests
{
    private static readonly double[] s_inputs = [-2.5, -0.5, 0.25, 3];

    public static TheoryData<string> Cases => [.. s_unary.Keys];

    private static readonly Dictionary<string, (Func<Tensor, Tensor> Tensor, Func<double, double> Number)> s_unary = new()
    {
        ["abs"] = (x => x.abs(), Math.Abs),
        ["neg"] = (x => -x, x => -x),
        ["exp"] = (x => x.exp(), Math.Exp),
        ["log1p"] = (x => (x + 3).log(), x => Math.Log(x + 3)),
        ["sqrt"] = (x => x.square().sqrt(), Math.Abs),
        ["rsqrt"] = (x => (x * x).rsqrt(), x => 1 / Math.Abs(x)),
        ["sin"] = (x => sin(x), Math.Sin),
        ["cos"] = (x => cos(x), Math.Cos),
        ["tanh"] = (x => x.tanh(), Math.Tanh),
        ["sigmoid"] = (x => x.sigmoid(), x => 1 / (1 + Math.Exp(-x))),
        ["round to even"] = (x => x.round(), x => Math.Round(x, MidpointRounding.ToEven)),
        ["floor"] = (x => x.floor(), Math.Floor),
        ["relu"] = (x => x.relu(), x => Math.Max(0, x)),
        ["clamp"] = (x => x.clamp(-1, 1), x => Math.Clamp(x, -1, 1)),
        ["pow"] = (x => x.pow(3), x => x * x * x),
        ["x + 2"] = (x => x + 2, x => x + 2),
        ["2 - x"] = (x => 2 - x, x => 2 - x),
        ["1.5f * x"] = (x => 1.5f * x, x => 1.5 * x),
        ["3 / x"] = (x => 3 / x, x => 3 / x),
        ["x / 4L"] = (x => x / 4L, x => x / 4),
        ["trunc div"] = (x => x.div(0.75, RoundingMode.trunc), x => Math.Truncate(x / 0.75)),
        ["floor div"] = (x => x.div(0.75, RoundingMode.floor), x => Math.Floor(x / 0.75)),
        ["silu"] = (x => nn.functional.silu(x), x => x / (1 + Math.Exp(-x))),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Unary_AgreesWithMath(string name)
    {
        using var scope = NewDisposeScope();
        var (function, number) = s_unary[name];
        Close.To([.. s_inputs.Select(number)], function(tensor(s_inputs)), 1e-14);
    }

    [Fact]
    public void Gelu_IsExact_NotTheTanhForm()
    {
        using var scope = NewDisposeScope();
        // x Phi(x) from tables of the normal distribution.
        Close.To([-0.158655253931457, 0, 0.345731230637007, 0.841344746068543], nn.functional.gelu(tensor(new[] { -1.0, 0, 0.5, 1 })), 1e-14);
    }

    [Fact]
    public void InPlace_ChangesAndReturnsThisTensor()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, 2, 3 });
        Assert.Same(x, x.add_(1).mul_(tensor(new[] { 2.0, 0, 1 })).sub_(1).div_(2));
        Close.To([1.5, -0.5, 1.5], x);
        x.addcmul_(ones(3, float64), full([3], 2.0, float64), 0.5);
        Close.To([2.5, 0.5, 2.5], x);
        x.addcdiv_(ones(3, float64), full([3], 4.0, float64), -2);
        Close.To([2, 0, 2], x);
        x.lerp_(full([3], 10.0, float64), full([3], 0.25, float64));
        Close.To([4, 2.5, 4], x);
        x.fill_(3).sqrt_();
        Close.To([Math.Sqrt(3), Math.Sqrt(3), Math.Sqrt(3)], x);
        x.zero_();
        Close.To([0, 0, 0], x);
    }

    [Fact]
    public void Binary_Broadcasts()
    {
        using var scope = NewDisposeScope();
        var column = tensor(new[] { 1.0, 2 }, [2, 1]);
        var row = tensor(new[] { 10.0, 20, 30 });
        Close.To([11, 21, 31, 12, 22, 32], [2, 3], column + row);
        Close.To([-9, -19, -29, -8, -18, -28], column - row);
        Close.To([10, 20, 30, 10, 20, 30], maximum(column, row));
        Close.To([1, 1, 1, 2, 2, 2], minimum(column, row));
    }

    [Fact]
    public void Comparisons_GiveTruthValues()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, 2, double.NaN, double.PositiveInfinity });
        Close.To([0, 1, 0, 0], x.eq(2));
        Close.To([0, 1, 0, 0], x == 2);
        Close.To([1, 0, 1, 1], x.ne(2));
        Close.To([0, 0, 0, 1], x.gt(2));
        Close.To([1, 1, 0, 0], x.le(2));
        Close.To([0, 0, 1, 0], x.isnan());
        Close.To([1, 1, 0, 0], isfinite(x));
        Close.To([0, 1, 0, 1], x.ge(2).logical_and(x.isnan().logical_not()));
        Close.To([1, 1, 1, 0], x.lt(3) | x.isnan());
        Close.To([0, 0, 1, 1], ~x.lt(3));
    }

    [Fact]
    public void Products_AgreeWithHandWorkedOnes()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new[] { 1.0, 2, 3, 4 }, [2, 2]);
        var b = tensor(new[] { 5.0, 6, 7, 8 }, [2, 2]);
        double[] product = [19, 22, 43, 50];
        Close.To(product, a.matmul(b));
        Close.To(product, a.mm(b));
        Close.To([.. product, .. product], [2, 2, 2], bmm(stack([a, a]), stack([b, b])));
        Close.To([20, 23, 44, 51], zeros(2, 2, float64).add(1).addmm(a, b));
        Close.To([3, 4, 6, 8], outer(tensor(new[] { 1.0, 2 }), tensor(new[] { 3.0, 4 })));
        Close.To([11], tensor(new[] { 1.0, 2 }).dot(tensor(new[] { 3.0, 4 })));
    }

    [Fact]
    public void AllClose_HoldsWithinTolerance_EqualsOnlyWhenEqual()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, 100 });
        Assert.True(x.allclose(x + 1e-9));
        Assert.False(x.allclose(x + 1e-3));
        Assert.True(x.Equals(x.clone()));
        Assert.False(x.Equals(x + 1e-9));
    }
}
