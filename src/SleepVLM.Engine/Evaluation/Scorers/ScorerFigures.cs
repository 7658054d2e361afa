namespace SleepVLM.Engine.Evaluation.Scorers;

/// <summary>How well scorers agree with one another: what a model's agreement is to be seen against.</summary>
/// <param name="Nights">Nights with two scorers or more.</param>
/// <param name="Scorers">Each scorer against the consensus of the others, by name.</param>
/// <param name="Pairs">Mean over nights and pairs of two scorers' kappa.</param>
/// <param name="PairsInterval">95 % of it, nights drawn with replacement.</param>
/// <param name="Fleiss">Mean over nights of Fleiss' kappa.</param>
public sealed record ScorerFigures(int Nights, IReadOnlyList<ScorerFigure> Scorers, double? Pairs, Interval? PairsInterval, double? Fleiss)
{
    /// <summary>Computes all figures.</summary>
    /// <param name="panels">The nights.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    public static ScorerFigures Of(IReadOnlyList<ScorerPanel> panels, int seed)
    {
        List<ScorerPanel> nights = [.. panels.Where(panel => panel.Scorings.Count > 1)];
        double?[] pairs = [.. nights.Select(PairKappa)];
        return new ScorerFigures(
            nights.Count,
            [.. nights.SelectMany(panel => panel.Scorings.Select(one => one.Scorer)).Distinct().Order(StringComparer.Ordinal).Select(scorer => ScorerFigure.Of(scorer, nights, seed))],
            pairs.Average(), nights.Count < 2 ? null : Bootstrap.Interval(pairs, drawn => drawn.Average(), seed), nights.Average(FleissKappa.Of));
    }

    private static double? PairKappa(ScorerPanel panel) => (
        from first in panel.Scorings
        from second in panel.Scorings
        where string.CompareOrdinal(first.Scorer, second.Scorer) < 0
        select Agreement.Compare(first.Hypnogram, second.Hypnogram).Kappa).Average();
}

/// <summary>One scorer held against the consensus of the others.</summary>
/// <param name="Scorer">Who.</param>
/// <param name="Nights">Nights scored.</param>
/// <param name="Kappa">Mean over nights.</param>
/// <param name="Interval">95 % of it, nights drawn with replacement; null of a single night.</param>
/// <param name="Pooled">All epochs of all nights together.</param>
public sealed record ScorerFigure(string Scorer, int Nights, double? Kappa, Interval? Interval, Agreement Pooled)
{
    internal static ScorerFigure Of(string scorer, IReadOnlyList<ScorerPanel> panels, int seed)
    {
        List<Agreement> nights =
        [
            .. panels.Where(panel => panel.Scorings.Any(one => one.Scorer == scorer))
                .Select(panel => Agreement.Compare(panel.Scorings.First(one => one.Scorer == scorer).Hypnogram, panel.ConsensusWithout(scorer))),
        ];
        double?[] kappas = [.. nights.Select(night => night.Kappa)];
        return new ScorerFigure(scorer, nights.Count, kappas.Average(), nights.Count < 2 ? null : Bootstrap.Interval(kappas, drawn => drawn.Average(), seed), Agreement.Pool(nights));
    }
}
