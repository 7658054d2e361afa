using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SleepVLM.Torch.Model;

/// <summary>The query heads of one token over the keys and values they share, four heads at a time, so that no sum waits for its last product.</summary>
/// <param name="width">Width of a head.</param>
/// <param name="keys">Turned keys of the tokens, one behind the other.</param>
/// <param name="values">Their values.</param>
/// <param name="shared">So many first tokens lie where all sequences have them.</param>
internal readonly unsafe struct HeadAttention(int width, TokenPlaces keys, TokenPlaces values, int shared)
{
    /// <summary>Heads taken together.</summary>
    public const int Heads = 4;

    /// <summary>Columns taken together: two vectors.</summary>
    public const int Columns = 16;

    private const int Lanes = 8;

    // Weights of more tokens than this are kept on the heap.
    private const int MostOnStack = 2048;

    /// <summary>Softmax of turned queries and keys, times the values.</summary>
    /// <param name="queries"><c>[group, width]</c>, not yet turned.</param>
    /// <param name="group">Heads, a multiple of <see cref="Heads"/>.</param>
    /// <param name="angles">Of the token.</param>
    /// <param name="length">Tokens that it sees.</param>
    /// <param name="seen"><c>[group, width]</c>.</param>
    [SkipLocalsInit]
    public void Attend(float* queries, int group, HeadAngles angles, int length, float* seen)
    {
        var turned = stackalloc float[Heads * width];
        var weights = length <= MostOnStack ? stackalloc float[Heads * length] : new float[Heads * length];
        fixed (float* all = weights)
            for (var head = 0; head < group; head += Heads)
            {
                for (var i = 0; i < Heads; i++) angles.Turn(queries + ((head + i) * width), turned + (i * width), 1 / MathF.Sqrt(width));
                var common = Math.Min(shared, length);
                Score(turned, keys.Shared, 0, common, all);
                Score(turned, keys.Own, common, length, all);
                var scale = Exponentials(weights);
                for (var column = 0; column < width; column += Columns) Sum(all, length, scale, column, seen + (head * width) + column);
            }
    }

    private void Score(float* queries, float* from, int first, int end, float* scores)
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

            Sums(a, b, c, d).Store(scores + (Heads * t));
        }
    }

    private static Vector128<float> Sums(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        if (!Avx.IsSupported) return Vector128.Create(Vector256.Sum(a), Vector256.Sum(b), Vector256.Sum(c), Vector256.Sum(d));
        var pairs = Avx.HorizontalAdd(Avx.HorizontalAdd(a, b), Avx.HorizontalAdd(c, d));
        return pairs.GetLower() + pairs.GetUpper();
    }

    // Scores of four heads side by side to their exponentials below the highest; returns one over each head's sum.
    private static Vector128<float> Exponentials(Span<float> scores)
    {
        var highest = Vector128.Create(float.NegativeInfinity);
        for (var i = 0; i < scores.Length; i += Heads) highest = Vector128.Max(highest, Vector128.Create<float>(scores[i..]));
        var both = Vector256.Create(highest, highest);
        var (at, sums) = (0, Vector256<float>.Zero);
        for (; at <= scores.Length - Lanes; at += Lanes)
        {
            var powers = Vector256.Exp(Vector256.Create<float>(scores[at..]) - both);
            powers.CopyTo(scores[at..]);
            sums += powers;
        }

        var sum = sums.GetLower() + sums.GetUpper();
        if (at < scores.Length)
        {
            var powers = Vector128.Exp(Vector128.Create<float>(scores[at..]) - highest);
            powers.CopyTo(scores[at..]);
            sum += powers;
        }

        return Vector128<float>.One / sum;
    }

    private void Sum(float* weights, int length, Vector128<float> scale, int column, float* seen)
    {
        Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (var t = 0; t < length; t++, weights += Heads)
        {
            var value = (t < shared ? values.Shared : values.Own) + (t * width) + column;
            var (low, high) = (Vector256.Load(value), Vector256.Load(value + Lanes));
            var weight = Vector256.Create(weights[0]);
            (a, b) = (Vector256.MultiplyAddEstimate(low, weight, a), Vector256.MultiplyAddEstimate(high, weight, b));
            weight = Vector256.Create(weights[1]);
            (c, d) = (Vector256.MultiplyAddEstimate(low, weight, c), Vector256.MultiplyAddEstimate(high, weight, d));
            weight = Vector256.Create(weights[2]);
            (e, f) = (Vector256.MultiplyAddEstimate(low, weight, e), Vector256.MultiplyAddEstimate(high, weight, f));
            weight = Vector256.Create(weights[3]);
            (g, h) = (Vector256.MultiplyAddEstimate(low, weight, g), Vector256.MultiplyAddEstimate(high, weight, h));
        }

        Store(a * scale[0], b * scale[0], seen);
        Store(c * scale[1], d * scale[1], seen + width);
        Store(e * scale[2], f * scale[2], seen + (2 * width));
        Store(g * scale[3], h * scale[3], seen + (3 * width));
    }

    private static void Store(Vector256<float> low, Vector256<float> high, float* to)
    {
        low.Store(to);
        high.Store(to + Lanes);
    }
}

/// <summary>Angles of one token, and how they turn a head of 16 elements or a multiple: element i goes with element i + width / 2, as in Qwen2.5.</summary>
internal readonly unsafe struct HeadAngles(float* cos, float* sin, int width)
{
    public void Turn(float* from, float* to, float scale)
    {
        var half = width / 2;
        for (var i = 0; i < half; i += Vector256<float>.Count)
        {
            var (low, high) = (Vector256.Load(from + i) * scale, Vector256.Load(from + half + i) * scale);
            ((low * Vector256.Load(cos + i)) - (high * Vector256.Load(sin + i))).Store(to + i);
            ((high * Vector256.Load(cos + half + i)) + (low * Vector256.Load(sin + half + i))).Store(to + half + i);
        }
    }
}

/// <summary>Where a sequence's tokens lie: the first ones, which all sequences have, at one place for all, so that they stay near the processor.</summary>
internal readonly unsafe struct TokenPlaces(float* shared, float* own)
{
    public float* Shared => shared;

    public float* Own => own;
}
