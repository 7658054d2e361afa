using TorchSharp;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Compat;

public sealed class IndexingTests
{
    private static Tensor Cube() => arange(24, float64).view(2, 3, 4);

    [Fact]
    public void Positions_AndSlices()
    {
        using var scope = NewDisposeScope();
        var x = Cube();
        Close.To([23], [], x[1, 2, 3]);
        Close.To([20, 21, 22, 23], [4], x[-1, -1]);
        Close.To([4, 5, 6, 7, 16, 17, 18, 19], [2, 4], x[.., 1]);
        Close.To([4, 6], [2], x[0, 1, TensorIndex.Slice(step: 2)]);
        Close.To([2, 3], [2], x[0, 0, ^2..]);
        Close.To([1, 2], [2], x[0, 0, 1..^1]);
        Close.To([3, 7, 11, 15, 19, 23], [2, 3], x[TensorIndex.Ellipsis, -1]);
        Assert.Equal([2, 1, 3, 4], x[TensorIndex.Colon, TensorIndex.None].shape);
    }

    [Fact]
    public void TensorsOfPositions_AndMasks()
    {
        using var scope = NewDisposeScope();
        var x = Cube();
        var rows = tensor(new[] { 2L, 0 });
        Close.To([8, 9, 10, 11, 0, 1, 2, 3], [2, 4], x[0][rows]);
        Close.To([9, 1, 21, 13], [2, 2], x[TensorIndex.Colon, TensorIndex.Tensor(rows), 1]);
        Close.To([22, 23], [2], x[x.gt(21)]);
        Close.To([8, 3], x[0][rows, tensor(new[] { 0L, 3 })]);
        Close.To([12, 16, 20], [1, 3], x[TensorIndex.Tensor(tensor(new[] { false, true })), TensorIndex.Colon, 0]);
    }

    [Fact]
    public void Assignment_WritesThrough()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3, float64);
        x[0, 1] = tensor(5.0);
        x[1, 1..] = tensor(new[] { 7.0, 8 });
        Close.To([0, 5, 0, 0, 7, 8], x);
        x[x.eq(0)] = tensor(-1.0);
        Close.To([-1, 5, -1, -1, 7, 8], x);
        x[TensorIndex.Colon, TensorIndex.Tensor(tensor(new[] { 0L, 2 }))] = zeros(2, 2, float64);
        Close.To([0, 5, 0, 0, 7, 0], x);
        x.index_put_(ones(3, float64), [tensor(new[] { 0L, 0, 0 }), tensor(new[] { 1L, 1, 1 })], accumulate: true);
        Close.To([0, 8, 0, 0, 7, 0], x);
    }

    [Fact]
    public void SelectingOperators()
    {
        using var scope = NewDisposeScope();
        var x = Cube()[0];
        var positions = tensor(new[] { 2L, 0 });
        Close.To([8, 9, 10, 11, 0, 1, 2, 3], x.index_select(0, positions));
        Close.To([1, 2, 5, 6, 9, 10], x.narrow(1, 1, 2));
        Close.To([0, 2, 4, 6, 8, 10], x.slice(1, 0, 4, 2));
        Close.To([3, 4, 8], x.gather(1, tensor(new[] { 3L, 0, 0 }, [3, 1])));
        Close.To([10, 11], x.masked_select(x.gt(9)));
        Close.To([0, 1, 2, 3, 9, 9], where(x.flatten()[..6].lt(4), x.flatten()[..6], full([6], 9.0)));
    }

    [Fact]
    public void WritingOperators()
    {
        using var scope = NewDisposeScope();
        var x = zeros(3, 2, float64);
        x.index_copy_(0, tensor(new[] { 2L, 0 }), tensor(new[] { 1.0, 2, 3, 4 }, [2, 2]));
        Close.To([3, 4, 0, 0, 1, 2], x);
        x.scatter_(1, tensor(new[] { 1L, 0, 0 }, [3, 1]), full([3, 1], 9.0, float64));
        Close.To([3, 9, 9, 0, 9, 2], x);
        Close.To([0, 9, 9, 0, 9, 0], x.masked_fill(x.lt(5), 0));
        Close.To([1, 9, 9, 2, 9, 3], x.masked_scatter(x.lt(5), tensor(new[] { 1.0, 2, 3 })));
        Close.To([3, 9, 9, 0, 9, 2], x);
        x.copy_(ones(2));
        Close.To([1, 1, 1, 1, 1, 1], x);
        x.index_add_(0, tensor(new[] { 1L, 1 }), ones(2, 2, float64), 2);
        Close.To([1, 1, 5, 5, 1, 1], x);
    }

    [Fact]
    public void Position_OutOfRange_Throws()
    {
        using var scope = NewDisposeScope();
        var x = Cube();
        Assert.ThrowsAny<Exception>(() => x[2]);
        Assert.ThrowsAny<Exception>(() => x[0, 0, 0, 0]);
        Assert.ThrowsAny<Exception>(() => x[tensor(new[] { 5L })]);
    }
}
