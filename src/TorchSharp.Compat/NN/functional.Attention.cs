using TorchSharp.Compat;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>softmax(q k^T / sqrt(d) + mask) v over [..., position, d].</summary>
            /// <param name="query">[..., target, d].</param>
            /// <param name="key">[..., source, d].</param>
            /// <param name="value">[..., source, d].</param>
            /// <param name="attn_mask">Truth values (true: may be seen) or numbers to add.</param>
            /// <param name="p">Probability of dropping a weight.</param>
            /// <param name="is_casual">Position t sees positions up to t (the parameter is spelled as in TorchSharp).</param>
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                if (AttentionOp.Exists) return AttentionOp.Call(query, key, value, attn_mask, p, is_casual);
                var (result, weights) = Attention1Op.CallPair(query, key, value, attn_mask, p, false, is_casual);
                weights.Dispose();
                return result;
            }

            // 2.x, and its forerunner in 1.13, which returns the weights too.
            private static readonly Operator AttentionOp = new("scaled_dot_product_attention");
            private static readonly Operator Attention1Op = new("_scaled_dot_product_attention");
        }
    }
}
