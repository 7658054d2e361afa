using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace SleepVLM.Torch.Model;

/// <summary>The query heads of one token over the keys and values they share.</summary>
internal readonly unsafe struct HeadAttention(int width, TokenPlaces keys, TokenPlaces values, int shared, int length)
{
    /// <summary>Heads taken together, so that no sum waits for its last product.</summary>
    public const int Heads = 4;

    /// <summary>Columns taken together: two vectors.</summary>
    public const int Columns = 16;

    private const int Lanes = 8;

    /// <summary>Softmax of turned queries and keys, times the values.</summary>
    public void Attend(float* queries, int group, HeadAngles angles, float* seen)
    {
        var turned = stackalloc float[Heads * width];
        fixed (float* weights = new float[Heads * length])
            for (var head = 0; head < group; head += Heads)
            {
                for (var i = 0; i < Heads; i++) angles.Turn(queries + ((head + i) * width), turned + (i * width), 1 / MathF.Sqrt(width));
                Score(turned, keys.Shared, 0, shared, weights);
                Score(turned, keys.Own, shared, length, weights);
                for (var i = 0; i < Heads; i++)
                {
                    var own = new Span<float>(weights + (i * length), length);
                    TensorPrimitives.SoftMax<float>(own, own);
                }

                for (var column = 0; column < width; column += Columns) Sum(weights, column, seen + (head * width) + column);
            }
    }

    private void Score(float* queries, float* from, int first, int end, float* weights)
    {
        for (var t = first; t < end; t++)
        {
            var key = from + (t * width);
            Vector256<float> a = default, b = default, c = default, d = default;
            for (var i = 0; i < width; i += Lanes)
            {
                var part = Vector256.Load(key + i);
                a = Vector256.MultiplyAddEstimate(part, Vector256.Load(queries + i), a);
                b = Vector256.MultiplyAddEstimate(part, Vector256.Load(queries + width + i), b);
                c = Vector256.MultiplyAddEstimate(part, Vector256.Load(queries + (2 * width) + i), c);
                d = Vector256.MultiplyAddEstimate(part, Vector256.Load(queries + (3 * width) + i), d);
            }

            weights[t] = Vector256.Sum(a);
            weights[length + t] = Vector256.Sum(b);
            weights[(2 * length) + t] = Vector256.Sum(c);
            weights[(3 * length) + t] = Vector256.Sum(d);
        }
    }

    private void Sum(float* weights, int column, float* seen)
    {
        Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (var t = 0; t < length; t++)
        {
            var value = (t < shared ? values.Shared : values.Own) + (t * width) + column;
            var (low, high) = (Vector256.Load(value), Vector256.Load(value + Lanes));
            var weight = Vector256.Create(weights[t]);
            (a, b) = (Vector256.MultiplyAddEstimate(low, weight, a), Vector256.MultiplyAddEstimate(high, weight, b));
            weight = Vector256.Create(weights[length + t]);
            (c, d) = (Vector256.MultiplyAddEstimate(low, weight, c), Vector256.MultiplyAddEstimate(high, weight, d));
            weight = Vector256.Create(weights[(2 * length) + t]);
            (e, f) = (Vector256.MultiplyAddEstimate(low, weight, e), Vector256.MultiplyAddEstimate(high, weight, f));
            weight = Vector256.Create(weights[(3 * length) + t]);
            (g, h) = (Vector256.MultiplyAddEstimate(low, weight, g), Vector256.MultiplyAddEstimate(high, weight, h));
        }

        a.Store(seen);
        b.Store(seen + Lanes);
        c.Store(seen + width);
        d.Store(seen + width + Lanes);
        e.Store(seen + (2 * width));
        f.Store(seen + (2 * width) + Lanes);
        g.Store(seen + (3 * width));
        h.Store(seen + (3 * width) + Lanes);
    }
}

/// <summary>Angles of one token, and how they turn a head: element i goes with element i + width / 2, as in Qwen2.5.</summary>
internal readonly unsafe struct HeadAngles(float* cos, float* sin, int width)
{
    public void Turn(float* from, float* to, float scale)
    {
        var half = width / 2;
        for (var i = 0; i < half; i++)
        {
            var (low, high) = (from[i], from[i + half]);
            to[i] = ((low * cos[i]) - (high * sin[i])) * scale;
            to[i + half] = ((high * cos[i + half]) + (low * sin[i + half])) * scale;
        }
    }
}

/// <summary>Where a sequence's tokens lie: the first ones, which all sequences have, at one place for all, so that they stay near the processor.</summary>
internal readonly unsafe struct TokenPlaces(float* shared, float* own)
{
    public float* Shared => shared;

    public float* Own => own;
}
