using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Scaled dot-product attention over <c>[batch, heads, tokens, width]</c>.</summary>
/// <remarks>
/// On a processor the products of bfloat16 models are taken in float32: libtorch 1.13 adds up batched bfloat16 products in bfloat16, which loses 5 % of a
/// sum over 3,140 keys, and without AVX-512 it takes ten times as long. The operator's last argument has another name in later versions of TorchSharp, so it is given by place.
/// </remarks>
internal static class Attention
{
    // Above this many scores the sequences of a batch go one after the other, so that their widened copies stay small.
    private const long MostScores = 1L << 26;

    // Less in common is not worth the operators that put the parts together.
    private const long LeastShared = 64;

    /// <summary><c>softmax(q k^T / sqrt(width) + mask) v</c>.</summary>
    /// <param name="q">Queries.</param>
    /// <param name="k">Keys.</param>
    /// <param name="v">Values.</param>
    /// <param name="mask">Added to the scores, <c>[queries, keys]</c> or with batch and heads before it; null for none.</param>
    /// <param name="causal">A query sees no later key; there are as many of both, and no mask.</param>
    public static Tensor Of(Tensor q, Tensor k, Tensor v, Tensor? mask = null, bool causal = false)
    {
        if (!q.is_cpu() || q.dtype == Precision.Wide(q.dtype)) return nn.functional.scaled_dot_product_attention(q, k, v, mask, 0, causal);
        if (q.shape[0] == 1 || q.shape[0] * q.shape[1] * q.shape[2] * k.shape[2] <= MostScores) return Widely(q, k, v, mask, causal);
        return cat([.. Enumerable.Range(0, (int)q.shape[0]).Select(row =>
        {
            var own = mask is not null && mask.dim() == 4 && mask.shape[0] > 1 ? mask.narrow(0, row, 1) : mask;
            return Widely(q.narrow(0, row, 1), k.narrow(0, row, 1), v.narrow(0, row, 1), own, causal);
        })], 0);
    }

    /// <summary>The same for the queries of a few tokens, without libtorch's copies of what it returns beside the result.</summary>
    /// <param name="q">Queries <c>[batch, heads, few, width]</c>.</param>
    /// <param name="k">Keys.</param>
    /// <param name="v">Values.</param>
    /// <param name="mask">Added to the scores; null for none.</param>
    /// <param name="shared">So many first keys and values are the same in the whole batch, and seen by all: they are read once for all.</param>
    public static Tensor OfFew(Tensor q, Tensor k, Tensor v, Tensor? mask, long shared = 0)
    {
        var dtype = q.dtype;
        if (q.is_cpu()) q = q.Widened();
        q = q * (1 / Math.Sqrt(q.shape[3]));
        if (shared < LeastShared || q.shape[0] == 1)
        {
            (k, v) = (Alike(k, q), Alike(v, q));
            return matmul(Scores(q, k, mask).softmax(-1).to(v.dtype), v).to(dtype);
        }

        var (batch, heads, few, width) = (q.shape[0], q.shape[1], q.shape[2], q.shape[3]);
        var own = k.shape[2] - shared;
        var (seen, sum) = Part(q, k.narrow(2, shared, own), v.narrow(2, shared, own), mask?.narrow(-1, shared, own));
        // The whole batch's queries stand as rows of one product.
        var (begun, begunSum) = Part(
            q.transpose(0, 1).reshape(1, heads, batch * few, width), k.narrow(0, 0, 1).narrow(2, 0, shared), v.narrow(0, 0, 1).narrow(2, 0, shared), null);
        begunSum = Apart(begunSum);
        var whole = cat([sum, begunSum], -1).logsumexp(-1, keepdim: true);
        return (seen * (sum - whole).exp() + Apart(begun) * (begunSum - whole).exp()).to(dtype);

        Tensor Apart(Tensor x) => x.view(heads, batch, few, x.shape[3]).transpose(0, 1);
    }

    // What a part of the keys gives by itself, and the logarithm of its scores' exponentials' sum, which tells its share of the whole (Milakov and Gimelshein 2018).
    private static (Tensor Seen, Tensor Sum) Part(Tensor q, Tensor k, Tensor v, Tensor? mask)
    {
        (k, v) = (Alike(k, q), Alike(v, q));
        var scores = Scores(q, k, mask);
        var sum = scores.logsumexp(-1, keepdim: true);
        return (matmul((scores - sum).exp().to(v.dtype), v).Widened(), sum);
    }

    private static Tensor Alike(Tensor x, Tensor q) => x.to(q.dtype);

    private static Tensor Scores(Tensor q, Tensor k, Tensor? mask)
    {
        var scores = matmul(q, k.transpose(2, 3)).Widened();
        return mask is null ? scores : scores + mask;
    }

    private static Tensor Widely(Tensor q, Tensor k, Tensor v, Tensor? mask, bool causal)
    {
        using var scope = NewDisposeScope();
        return nn.functional.scaled_dot_product_attention(q.Widened(), k.Widened(), v.Widened(), mask?.Widened(), 0, causal)
            .to(q.dtype).MoveToOuterDisposeScope();
    }
}
