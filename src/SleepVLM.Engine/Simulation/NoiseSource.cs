using MathNet.Numerics.Distributions;

namespace SleepVLM.Engine.Simulation;

/// <summary>Seeded random numbers: the same seed gives the same night on every machine (xoshiro256**, Blackman and Vigna 2018).</summary>
internal sealed class NoiseSource
{
    // 2^16 quantiles: a look-up per number is ten times faster than Box-Muller, and the tails it cuts lie beyond 4.3 SD.
    private static readonly float[] GaussianQuantiles =
        [.. Enumerable.Range(0, 1 << 16).Select(i => (float)Normal.InvCDF(0, 1, (i + 0.5) / (1 << 16)))];

    private ulong _a, _b, _c, _d;

    public NoiseSource(long seed)
    {
        var state = (ulong)seed;
        (_a, _b, _c, _d) = (SplitMix(ref state), SplitMix(ref state), SplitMix(ref state), SplitMix(ref state));
    }

    /// <summary>A stream of its own, so that drawing more here leaves what follows elsewhere as it was.</summary>
    public NoiseSource Fork() => new((long)NextBits());

    public ulong NextBits()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a; _d ^= _b; _b ^= _c; _a ^= _d; _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    public bool Chance(double probability) => Uniform() < probability;

    public double Gaussian() => GaussianQuantiles[NextBits() >> 48];

    public double Gaussian(double mean, double sd) => mean + sd * Gaussian();

    /// <summary>Log-normal with the given median; <paramref name="sigma"/> is the SD of the natural logarithm.</summary>
    public double LogNormal(double median, double sigma) => median * Math.Exp(sigma * Gaussian());

    /// <summary>Waiting time of a Poisson process.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Uniform());

    /// <summary>Fills with independent Gaussians of unit variance, four for each draw of 64 bits.</summary>
    public void FillGaussian(Span<float> values)
    {
        var table = GaussianQuantiles;
        var i = 0;
        for (; i + 4 <= values.Length; i += 4)
        {
            var bits = NextBits();
            values[i] = table[bits & 0xFFFF];
            values[i + 1] = table[(bits >> 16) & 0xFFFF];
            values[i + 2] = table[(bits >> 32) & 0xFFFF];
            values[i + 3] = table[bits >> 48];
        }
        for (; i < values.Length; i++) values[i] = (float)Gaussian();
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
