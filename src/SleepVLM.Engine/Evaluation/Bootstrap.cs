namespace SleepVLM.Engine.Evaluation;

/// <summary>Percentile bootstrap (Efron and Tibshirani 1993, chapter 13): units, such as subjects, are drawn with replacement.</summary>
public static class Bootstrap
{
    /// <summary>Draws where none are named.</summary>
    public const int DefaultDraws = 1000;

    /// <summary>The 95 % interval of a statistic; the same units and seed give the same interval.</summary>
    /// <param name="units">What is drawn: one entry per independent unit.</param>
    /// <param name="statistic">Figure of a set of units; null where it is not defined, and such draws are left out.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="draws">How many sets are drawn; default 1000.</param>
    /// <returns>Null where no draw defines the figure, or there is nothing to draw.</returns>
    public static Interval? Interval<T>(IReadOnlyList<T> units, Func<IReadOnlyList<T>, double?> statistic, int seed, int draws = DefaultDraws)
    {
        if (units.Count == 0) return null;
        var random = new Random(seed);
        var figures = new List<double>(draws);
        var drawn = new T[units.Count];
        for (var draw = 0; draw < draws; draw++)
        {
            for (var i = 0; i < drawn.Length; i++) drawn[i] = units[random.Next(units.Count)];
            if (statistic(drawn) is { } figure) figures.Add(figure);
        }

        figures.Sort();
        return figures.Count == 0 ? null : new Interval(At(0.025), At(0.975));

        double At(double share) => figures[(int)Math.Round(share * (figures.Count - 1))];
    }
}

/// <summary>A 95 % interval.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High);
