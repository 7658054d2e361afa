namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>A counted share with its 95 % interval (Wilson 1927).</summary>
/// <param name="Hits">How many.</param>
/// <param name="Of">Of how many.</param>
public readonly record struct Proportion(int Hits, int Of)
{
    private const double Z = 1.959964;

    /// <summary>The share, 0 to 1; null of none.</summary>
    public double? Share => Of == 0 ? null : (double)Hits / Of;

    /// <summary>Lower and upper end of the interval, 0 to 1; 0 and 1 of none.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            if (Of == 0) return (0, 1);
            var (p, n) = ((double)Hits / Of, (double)Of);
            var centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
            var half = Z / (1 + Z * Z / n) * Math.Sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
            return (Math.Max(0, centre - half), Math.Min(1, centre + half));
        }
    }

    /// <summary>Both counted together.</summary>
    public static Proportion operator +(Proportion left, Proportion right) => new(left.Hits + right.Hits, left.Of + right.Of);
}
