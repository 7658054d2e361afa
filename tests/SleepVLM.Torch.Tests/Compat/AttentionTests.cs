using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace SleepVLM.Torch.Tests.Compat;

/// <summary>Attention against its definition, written out.</summary>
public sealed class AttentionTests
{
    private static Tensor Defined(Tensor q, Tensor k, Tensor v, Tensor? allowed)
    {
        var scores = q.matmul(k.transpose(-2, -1)) / Math.Sqrt(q.size(-1));
        if (allowed is not null) scores = scores.masked_fill(allowed.logical_not(), double.NegativeInfinity);
        return scores.softmax(-1).matmul(v);
    }

    [Fact]
    public void Attention_Plain_Causal_AndMasked()
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = (randn(2, 3, 5, 4).to(float64), randn(2, 3, 5, 4).to(float64), randn(2, 3, 5, 4).to(float64));
        var causal = ones(5, 5).tril().to(@bool);
        var band = ones(5, 5).tril(1).triu(-1).to(@bool);
        Assert.True(F.scaled_dot_product_attention(q, k, v).allclose(Defined(q, k, v, null)));
        Assert.True(F.scaled_dot_product_attention(q, k, v, is_casual: true).allclose(Defined(q, k, v, causal)));
        Assert.True(F.scaled_dot_product_attention(q, k, v, attn_mask: band).allclose(Defined(q, k, v, band)));
        var added = zeros(5, 5, float64).masked_fill(band.logical_not(), double.NegativeInfinity);
        Assert.True(F.scaled_dot_product_attention(q, k, v, attn_mask: added).allclose(Defined(q, k, v, band)));
    }

    [Fact]
    public void Attention_InBfloat16_StaysNear()
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = (randn(1, 2, 16, 32), randn(1, 2, 16, 32), randn(1, 2, 16, 32));
        var half = F.scaled_dot_product_attention(q.bfloat16(), k.bfloat16(), v.bfloat16());
        Assert.Equal(bfloat16, half.dtype);
        Assert.True((half.to(float32) - F.scaled_dot_product_attention(q, k, v)).abs().max().item<float>() < 0.05);
    }
}
