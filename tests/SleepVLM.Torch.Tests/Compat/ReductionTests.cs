using TorchSharp;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Compat;

/// <summary>Reductions, against numbers worked by hand or by numpy.</summary>
[Collection(RandomNumbers.Collection)]
public sealed class ReductionTests
{
    private static Tensor Grid() => tensor(new[] { 3.0, 1, 2, 0, 5, 4 }, [2, 3]);

    [Fact]
    public void SumsAndMeans()
    {
        using var scope = NewDisposeScope();
        var x = Grid();
        Close.To([15], [], x.sum());
        Close.To([6, 9], [2], x.sum(1));
        Close.To([3, 6, 6], [1, 3], x.sum(0, keepdim: true));
        Close.To([2.5], x.mean());
        Close.To([2, 3], [2, 1], x.mean([-1], keepdim: true));
        Close.To([6, 0], x.prod(1));
        Close.To([3, 4, 6, 0, 5, 9], x.cumsum(1));
        Assert.Equal(float64, ones(2).sum(type: float64).dtype);
    }

    [Fact]
    public void Spread_BiasedAndUnbiased()
    {
        using var scope = NewDisposeScope();
        var x = Grid();
        Close.To([3.5], x.var());
        Close.To([1, 7], x.var(1));
        Close.To([Math.Sqrt(2.0 / 3), Math.Sqrt(14.0 / 3)], x.std(1, unbiased: false));
        Close.To([Math.Sqrt(55)], x.norm());
    }

    [Fact]
    public void Extremes()
    {
        using var scope = NewDisposeScope();
        var x = Grid();
        Close.To([5], x.max());
        Close.To([0], x.min());
        var (values, positions) = x.max(1);
        Close.To([3, 5], values);
        Close.To([0, 1], positions);
        Close.To([4], x.argmax());
        Close.To([1, 0], x.argmin(1));
        Close.To([3, 5, 4], x.amax([0]));
    }

    [Fact]
    public void Sorting()
    {
        using var scope = NewDisposeScope();
        var x = Grid();
        var (sorted, order) = x.sort();
        Close.To([1, 2, 3, 0, 4, 5], sorted);
        Close.To([1, 2, 0, 0, 2, 1], order);
        Close.To([0, 2, 1, 1, 2, 0], x.argsort(descending: true));
        var (top, where) = x.topk(2);
        Close.To([3, 2, 5, 4], [2, 2], top);
        Close.To([0, 2, 1, 2], where);
    }

    [Fact]
    public void Exponentials()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, 2, 3 });
        Close.To([0.09003057317038046, 0.24472847105479764, 0.6652409557748218], x.softmax(-1), 1e-15);
        Close.To([-2.4076059644443806, -1.4076059644443804, -0.40760596444438046], x.log_softmax(0), 1e-15);
        Close.To([3.4076059644443806], x.logsumexp(0), 1e-15);
        Close.To([1000 + Math.Log(2)], tensor(new[] { 1000.0, 1000 }).logsumexp(0));
        Assert.Equal(float64, ones(2).softmax(0, float64).dtype);
    }

    [Fact]
    public void TruthValues()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { true, false, true, true }, [2, 2]);
        Close.To([0, 1], x.all(1));
        Close.To([1], x.any());
        Close.To([3], x.count_nonzero());
        Close.To([0, 0, 1, 0, 1, 1], [3, 2], x.nonzero());
    }

    [Fact]
    public void Multinomial_FollowsTheWeights()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var drawn = tensor(new[] { 0.0, 1, 3 }).multinomial(8000, replacement: true);
        var counts = Close.Values(drawn).CountBy(value => value).ToDictionary();
        Assert.False(counts.ContainsKey(0));
        Assert.Equal(0.25, counts[1] / 8000.0, 0.02);
    }
}
