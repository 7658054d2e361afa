using TorchSharp;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Compat;

[Collection(RandomNumbers.Collection)]
public sealed class FactoryTests
{
    [Fact]
    public void Tensor_FromArrays_KeepsTypeShapeAndOrder()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(float32, tensor(new[] { 1f, 2f }).dtype);
        Assert.Equal(float64, tensor(new[] { 1.0 }).dtype);
        Assert.Equal(int64, tensor(new[] { 1L }).dtype);
        Assert.Equal(int32, tensor(new[] { 1 }).dtype);
        Assert.Equal(uint8, tensor(new byte[] { 255 }).dtype);
        Assert.Equal(@bool, tensor(new[] { true, false }).dtype);
        Close.To([1, 2, 3, 4, 5, 6], [2, 3], tensor(new[] { 1, 2, 3, 4, 5, 6 }, [2, 3]));
        Close.To([1, 2, 3, 4], [2, 2], tensor(new[,] { { 1f, 2f }, { 3f, 4f } }));
        Close.To([1, 2, 3, 4], [2, 1, 2], tensor(new List<double> { 1, 2, 3, 4 }, 2, 1, 2));
        Close.To([255, 1], [2], tensor(new byte[] { 255, 1 }));
        Close.To([0.5], [], tensor(0.5f));
    }

    [Fact]
    public void Tensor_WithDtype_Converts()
    {
        using var scope = NewDisposeScope();
        var converted = tensor(new[] { 1.0, 2.5 }, dtype: bfloat16, requires_grad: true);
        Assert.Equal(bfloat16, converted.dtype);
        Assert.True(converted.requires_grad);
        Close.To([1, 2.5], converted);
    }

    [Fact]
    public void Tensor_ShapeThatDoesNotFit_Throws() =>
        Assert.ThrowsAny<Exception>(() => tensor(new[] { 1f, 2f, 3f }, [2, 2]));

    [Fact]
    public void Tensor_OfNothing_IsEmpty()
    {
        using var scope = NewDisposeScope();
        var nothing = tensor(Array.Empty<float>(), [0, 4]);
        Assert.Equal([0, 4], nothing.shape);
        Assert.Equal(0, nothing.numel());
    }

    [Fact]
    public void Filled_TakesShapesInEveryForm()
    {
        using var scope = NewDisposeScope();
        Close.To([0, 0], [2], zeros(2));
        Close.To([1, 1], [2, 1], ones([2, 1]));
        Close.To([7, 7], [1, 2], full(1, 2, 7));
        Assert.Equal(int64, full([1], 7).dtype);
        Assert.Equal(float32, full([1], 7.5).dtype);
        Assert.Equal([2, 3, 4], empty(2, 3, 4).shape);
        Close.To([2.5, 2.5], [2], full_like(zeros(2), 2.5));
        Close.To([1, 0, 0, 1], [2, 2], eye(2));
    }

    [Fact]
    public void Arange_OfIntegersIsInteger_OfRealsIsReal()
    {
        using var scope = NewDisposeScope();
        Close.To([0, 1, 2], [3], arange(3));
        Assert.Equal(int64, arange(3).dtype);
        Close.To([5, 3, 1], [3], arange(5, 0, -2));
        Close.To([0, 0.5, 1], [3], arange(0, 1.25, 0.5));
        Assert.Equal(float32, arange(0, 1.25, 0.5).dtype);
        Close.To([0, 0.25, 0.5, 0.75, 1], [5], linspace(0, 1, 5));
    }

    [Fact]
    public void Random_SameSeed_SameNumbers_WithTheRightSpread()
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        var first = randn(40_000);
        var uniform = rand(40_000);
        var whole = randint(3, 7, [1000]);
        manual_seed(11);
        Assert.Equal(Close.Values(first), Close.Values(randn(40_000)));
        Assert.Equal(0, first.mean().item<float>(), 0.03);
        Assert.Equal(1, first.std().item<float>(), 0.03);
        Assert.Equal(1 / 12.0, uniform.var().item<float>(), 0.003);
        Assert.Equal(3, whole.min().item<long>());
        Assert.Equal(6, whole.max().item<long>());
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (double)i), Close.Values(randperm(50)).Order());
    }
}
