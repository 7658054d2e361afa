using TorchSharp;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Compat;

public sealed class ShapeTests
{
    private static Tensor Grid() => arange(6, float64).view(2, 3);

    [Fact]
    public void Views_ShareMemory_AndReorder()
    {
        using var scope = NewDisposeScope();
        var x = Grid();
        Close.To([0, 3, 1, 4, 2, 5], [3, 2], x.t());
        Close.To([0, 3, 1, 4, 2, 5], [3, 2], x.permute(1, 0));
        Close.To([0, 3, 1, 4, 2, 5], [3, 2], x.transpose(0, 1).contiguous());
        Assert.False(x.t().is_contiguous());
        Assert.Equal([1, 3], x.t().stride());
        Close.To([0, 1, 2, 3, 4, 5], [6], x.flatten());
        Close.To([0, 1, 2, 3, 4, 5], [1, 2, 3, 1], x.unsqueeze(0).unsqueeze(-1));
        Assert.Equal([2, 3], x.unsqueeze(0).squeeze(0).shape);
        Assert.Equal([3, 2, 1], x.view(3, -1, 1).shape);
        Assert.Equal([2, 3, 1], x.unflatten(1, 3, 1).shape);
        x.view(6)[0] = tensor(9.0);
        Close.To([9, 1, 2, 3, 4, 5], x);
    }

    [Fact]
    public void Repeats()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1.0, 2 });
        Close.To([1, 2, 1, 2], [2, 2], x.expand(2, 2));
        Close.To([1, 2, 1, 2], [2, 2], x.expand_as(zeros(2, 2)));
        Close.To([1, 2, 1, 2, 1, 2], [6], x.repeat(3));
        Close.To([1, 1, 2, 2], x.repeat_interleave(2));
        Close.To([1, 2, 2, 2], x.repeat_interleave(tensor(new[] { 1L, 3 })));
    }

    [Fact]
    public void JoinsAndParts_AreInverse()
    {
        using var scope = NewDisposeScope();
        var x = Grid();
        Close.To([0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5], [2, 6], cat([x, x], 1));
        Close.To([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5], [2, 2, 3], stack([x, x]));
        Assert.Equal([2, 1], x.split(2, 1).Select(part => part.size(1)));
        Assert.Equal([1, 2], x.split([1, 2], 1).Select(part => part.size(1)));
        Assert.Equal(2, x.chunk(2, 1).Length);
        Close.To([3, 4, 5], x.unbind()[1]);
        Close.To(Close.Values(x), cat(x.chunk(3, 1), 1));
    }

    [Fact]
    public void Join_OfManyTensors_TakesThemAll()
    {
        using var scope = NewDisposeScope();
        var parts = Enumerable.Range(0, 500).Select(i => full([1], (double)i)).ToList();
        Close.To([.. Enumerable.Range(0, 500)], cat(parts));
    }

    [Fact]
    public void Triangles()
    {
        using var scope = NewDisposeScope();
        Close.To([1, 1, 1, 0, 1, 1, 0, 0, 1], ones(3, 3).triu());
        Close.To([0, 1, 1, 0, 0, 1, 0, 0, 0], ones(3, 3).triu(1));
        Close.To([1, 0, 0, 1, 1, 0, 1, 1, 1], ones(3, 3).tril());
    }

    [Fact]
    public void Size_OutOfRange_Throws()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(3, Grid().size(-1));
        Assert.Equal(2, Grid().ndim);
        Assert.ThrowsAny<Exception>(() => Grid().size(2));
    }
}
