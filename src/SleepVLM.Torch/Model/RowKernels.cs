using System.Numerics.Tensors;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace SleepVLM.Torch.Model;

/// <summary>Chains of element-wise operations in float32 on a processor, a piece at a time while it lies near the processor; libtorch goes through memory once for each operation.</summary>
internal static class RowKernels
{
    // Elements that one thread takes at a time.
    private const int Piece = 1 << 14;

    /// <summary>Whether this input can be taken: nothing of it may be wanted by a backward pass.</summary>
    public static bool Takes(Tensor x) => x.is_cpu() && x.dtype == ScalarType.Float32 && !is_grad_enabled();

    /// <summary>Each row over the root of its mean square, times the weight.</summary>
    /// <param name="x"><c>[..., width]</c>.</param>
    /// <param name="weight"><c>[width]</c>.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    public static unsafe Tensor Normalized(Tensor x, Tensor weight, double epsilon)
    {
        var from = x.contiguous();
        var normalized = empty(x.shape, ScalarType.Float32);
        var width = (int)x.shape[^1];
        fixed (byte* xs = from.bytes, ws = weight.bytes, ys = normalized.bytes)
        {
            var (input, scale, output) = ((nint)xs, (nint)ws, (nint)ys);
            Each(x.numel() / width, Math.Max(1, Piece / width), (first, end) =>
            {
                var weights = new ReadOnlySpan<float>((float*)scale, width);
                for (var row = first; row < end; row++)
                {
                    var values = new ReadOnlySpan<float>((float*)input + (row * width), width);
                    var to = new Span<float>((float*)output + (row * width), width);
                    TensorPrimitives.Multiply(values, (float)(1 / Math.Sqrt(TensorPrimitives.SumOfSquares(values) / width + epsilon)), to);
                    TensorPrimitives.Multiply(to, weights, to);
                }
            });
        }

        return normalized;
    }

    /// <summary><c>silu(gate) * up</c>, written over the gate.</summary>
    /// <param name="gate">Contiguous, and nobody else's.</param>
    /// <param name="up">Contiguous, of the same shape.</param>
    public static unsafe Tensor Gated(Tensor gate, Tensor up)
    {
        fixed (byte* gates = gate.bytes, ups = up.bytes)
        {
            var (into, factor) = ((nint)gates, (nint)ups);
            Each(gate.numel(), Piece, (first, end) =>
            {
                const int Step = 1024;
                Span<float> share = stackalloc float[Step];
                for (var at = first; at < end; at += Step)
                {
                    var length = (int)Math.Min(Step, end - at);
                    var values = new Span<float>((float*)into + at, length);
                    TensorPrimitives.Sigmoid(values, share);
                    TensorPrimitives.Multiply(values, share[..length], values);
                    TensorPrimitives.Multiply(values, new ReadOnlySpan<float>((float*)factor + at, length), values);
                }
            });
        }

        return gate;
    }

    private static void Each(long count, int together, Action<long, long> work)
    {
        if (count <= together) work(0, count);
        else Parallel.For(0, (count + together - 1) / together, part => work(part * together, Math.Min(count, (part + 1) * together)));
    }
}
