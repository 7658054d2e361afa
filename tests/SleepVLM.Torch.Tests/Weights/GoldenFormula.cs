using System.Text;

namespace SleepVLM.Torch.Tests.Weights;

/// <summary>The formula that the golden checkpoints were made with.</summary>
internal static class GoldenFormula
{
    private static readonly string[] NormEndings = ["norm1.weight", "norm2.weight", "ln_q.weight", "layernorm.weight", "norm.weight"];
    private static readonly string[] WideEndings = ["q_proj.weight", "k_proj.weight", "v_proj.weight", "o_proj.weight", "down_proj.weight"];

    public static uint Fnv1a32(string text)
    {
        var hash = 0x811C9DC5;
        foreach (var value in Encoding.UTF8.GetBytes(text)) hash = (hash ^ value) * 0x01000193;
        return hash;
    }

    /// <summary>Element i of the sequence, from -1 to 1.</summary>
    public static double Random(uint seed, long i)
    {
        var z = seed + ((uint)(i + 1) * 0x9E3779B9);
        z = (z ^ (z >> 16)) * 0x85EBCA6B;
        z = (z ^ (z >> 13)) * 0xC2B2AE35;
        z ^= z >> 16;
        return (z / 4294967296.0 * 2) - 1;
    }

    /// <summary>A parameter of the tiny model by its canonical key.</summary>
    public static float[] Parameter(string key, IReadOnlyList<long> shape)
    {
        var seed = Fnv1a32(key);
        var fan = shape.Skip(1).Aggregate(1L, (product, length) => product * length);
        var values = new float[shape.Aggregate(1L, (product, length) => product * length)];
        for (var i = 0; i < values.Length; i++)
        {
            var r = Random(seed, i);
            var value = NormEndings.Any(key.EndsWith) ? 1 + (0.1 * r)
                : key.EndsWith(".bias", StringComparison.Ordinal) ? 0.1 * r
                : key.EndsWith("embed_tokens.weight", StringComparison.Ordinal) ? 0.5 * r
                : r * Math.Sqrt(3.0 / fan);
            if (key.Contains(".language_model.", StringComparison.Ordinal) && WideEndings.Any(key.EndsWith)) value *= 1.5;
            values[i] = (float)value;
        }

        return values;
    }
}
