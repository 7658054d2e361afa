using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace SleepVLM.Torch.Model;

/// <summary>Attention of one new token a sequence on the processor, straight off the cache.</summary>
/// <remarks>libtorch makes a call of its own of every head of every sequence, which for small models costs more than the sums themselves.</remarks>
internal static class ProcessorAttention
{
    /// <summary>Whether queries and cache are such as are read here: float32, on the processor, no gradient asked, heads of a multiple of the vector width.</summary>
    public static bool Serves(Tensor q) =>
        q.is_cpu() && q.dtype == ScalarType.Float32 && q.shape[3] % Vector<float>.Count == 0 && !(q.requires_grad && is_grad_enabled());

    /// <summary><c>softmax(q k^T / sqrt(width)) v</c>, <c>[batch, 1, heads * rows * width]</c>.</summary>
    /// <param name="q">Queries <c>[batch, shared heads, rows, width]</c>.</param>
    /// <param name="keys">Whole buffer of the cache, <c>[batch, shared heads, capacity, width]</c>.</param>
    /// <param name="values">Likewise.</param>
    /// <param name="length">Tokens that the buffers hold.</param>
    public static Tensor Of(Tensor q, Tensor keys, Tensor values, int length)
    {
        var (heads, rows, width, capacity) = ((int)(q.shape[0] * q.shape[1]), (int)q.shape[2], (int)q.shape[3], (int)keys.shape[2]);
        using var scope = NewDisposeScope();
        var scaled = (q * (1 / Math.Sqrt(width))).contiguous();
        var y = empty([q.shape[0], 1, q.shape[1] * rows * width], ScalarType.Float32);
        ReadOnlySpan<float> queries = Floats(scaled), allKeys = Floats(keys), allValues = Floats(values);
        var answers = Floats(y);
        Span<float> weights = new float[rows * length];
        for (var head = 0; head < heads; head++)
        {
            int query = head * rows * width, held = head * capacity * width;
            Weigh(queries.Slice(query, rows * width), allKeys.Slice(held, length * width), weights, rows, width);
            for (var row = 0; row < rows; row++)
            {
                var own = weights.Slice(row * length, length);
                TensorPrimitives.SoftMax(own, own);
            }

            Mix(weights, allValues.Slice(held, length * width), answers.Slice(query, rows * width), rows, width);
        }

        return y.MoveToOuterDisposeScope();
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    // Products of every query with every key.
    private static void Weigh(ReadOnlySpan<float> queries, ReadOnlySpan<float> keys, Span<float> weights, int rows, int width)
    {
        int lanes = width / Vector<float>.Count, length = keys.Length / width;
        ReadOnlySpan<Vector<float>> q = MemoryMarshal.Cast<float, Vector<float>>(queries), k = MemoryMarshal.Cast<float, Vector<float>>(keys);
        for (var token = 0; token < length; token++)
        {
            var key = k.Slice(token * lanes, lanes);
            for (var row = 0; row < rows; row++)
            {
                var query = q.Slice(row * lanes, lanes);
                var sum = Vector<float>.Zero;
                for (var lane = 0; lane < key.Length; lane++) sum += query[lane] * key[lane];
                weights[row * length + token] = Vector.Sum(sum);
            }
        }
    }

    // Sums of the values, weighed.
    private static void Mix(ReadOnlySpan<float> weights, ReadOnlySpan<float> values, Span<float> answers, int rows, int width)
    {
        int lanes = width / Vector<float>.Count, length = values.Length / width;
        var v = MemoryMarshal.Cast<float, Vector<float>>(values);
        var y = MemoryMarshal.Cast<float, Vector<float>>(answers);
        for (var row = 0; row < rows; row++)
        {
            var own = weights.Slice(row * length, length);
            for (var lane = 0; lane < lanes; lane++)
            {
                Vector<float> even = Vector<float>.Zero, odd = Vector<float>.Zero;
                var token = 0;
                for (; token + 1 < own.Length; token += 2)
                {
                    even += new Vector<float>(own[token]) * v[token * lanes + lane];
                    odd += new Vector<float>(own[token + 1]) * v[(token + 1) * lanes + lane];
                }

                if (token < own.Length) even += new Vector<float>(own[token]) * v[token * lanes + lane];
                y[row * lanes + lane] = even + odd;
            }
        }
    }
}
