using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>Attention to a beginning that all sequences share, read once for all and put together with each one's own part.</summary>
public sealed class SharedAttentionTests
{
    private const int Batch = 3, Heads = 2, Keys = 100, Shared = 70, Width = 8;

    [Theory]
    [InlineData(1, ScalarType.Float64, 1e-13)]
    [InlineData(4, ScalarType.Float64, 1e-13)]
    [InlineData(1, ScalarType.Float32, 1e-5)]
    [InlineData(1, ScalarType.BFloat16, 2e-2)]
    public void OfFew_SharedBeginning_SeesWhatEachSequenceWouldSee(int few, ScalarType dtype, double tolerance)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var (q, k, v) = (Random(few), WithBeginning(Random(Keys)), WithBeginning(Random(Keys)));
        // The second sequence is shorter than the others.
        var mask = zeros([Batch, 1, few, Keys], dtype);
        mask.narrow(0, 1, 1).narrow(3, 90, 10).fill_(float.NegativeInfinity);
        foreach (var seen in (Tensor?[])[mask, null])
        {
            var expected = Attention.OfFew(q, k, v, seen);
            var together = Attention.OfFew(q, k, v, seen, Shared);
            Assert.Equal((expected.dtype, expected.shape.Length), (together.dtype, together.shape.Length));
            Assert.InRange((together - expected).abs().max().to(ScalarType.Float64).item<double>(), 0, tolerance);
        }

        Tensor Random(int tokens) => randn([Batch, Heads, tokens, Width], ScalarType.Float64).to(dtype);
    }

    [Fact]
    public void OfFew_SharedBeginning_IsReadFromTheFirstSequenceAlone()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var (q, k, v) = (randn([Batch, Heads, 1, Width]), randn([Batch, Heads, Keys, Width]), randn([Batch, Heads, Keys, Width]));
        var together = Attention.OfFew(q, k, v, null, Shared);
        Assert.True(together.allclose(Attention.OfFew(q, WithBeginning(k), WithBeginning(v), null), 1e-4, 1e-5));
        Assert.False(together.allclose(Attention.OfFew(q, k, v, null), 1e-4, 1e-5));
    }

    private static Tensor WithBeginning(Tensor x) => cat([x.narrow(0, 0, 1).narrow(2, 0, Shared).expand(Batch, Heads, Shared, Width), x.narrow(2, Shared, Keys - Shared)], 2);
}
