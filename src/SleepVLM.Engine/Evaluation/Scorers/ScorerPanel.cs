using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.Scorers;

/// <summary>One night as several scorers saw it.</summary>
/// <param name="Night">Which night.</param>
/// <param name="Scorings">Name of each scorer with the hypnogram, by name; at least one.</param>
public sealed record ScorerPanel(string Night, IReadOnlyList<(string Scorer, Hypnogram Hypnogram)> Scorings)
{
    /// <summary>The stage that most scorers give each epoch; where several stages have most votes, that of the scorer among them whom the others follow most.</summary>
    /// <remarks>
    /// How far the others follow a scorer is the mean over epochs of the votes for the scorer's stage relative to the votes of the winning stage, the others
    /// counted alone (Guillot et al. 2020, soft agreement). An epoch that most leave unscored has no stage.
    /// </remarks>
    public Hypnogram Consensus() => Vote(Scorings);

    /// <summary>The consensus of all but one scorer: what that one can be held against.</summary>
    /// <exception cref="ArgumentException">There is no other scorer.</exception>
    public Hypnogram ConsensusWithout(string scorer)
    {
        List<(string Scorer, Hypnogram Hypnogram)> others = [.. Scorings.Where(one => one.Scorer != scorer)];
        return others.Count > 0 ? Vote(others) : throw new ArgumentException($"{scorer} is the only scorer of {Night}", nameof(scorer));
    }

    private static Hypnogram Vote(IReadOnlyList<(string Scorer, Hypnogram Hypnogram)> scorings)
    {
        var length = scorings.Max(one => one.Hypnogram.ToStages().Count);
        List<SleepStage?[]> columns = [.. scorings.Select(one => Padded(one.Hypnogram, length))];
        List<SleepStage?[]> ranked = [.. columns.OrderByDescending(column => SoftAgreement(column, [.. columns.Where(other => other != column)]))];
        return new Hypnogram(
            scorings[0].Hypnogram.Path, null, [.. Enumerable.Range(0, length).Select(epoch => new ScoredEpoch(new EpochIndex(epoch), Winner(ranked, epoch)))],
            [$"consensus of {string.Join(", ", scorings.Select(one => one.Scorer))}"]);
    }

    private static SleepStage?[] Padded(Hypnogram hypnogram, int length)
    {
        var stages = hypnogram.ToStages();
        return [.. stages, .. Enumerable.Repeat<SleepStage?>(null, length - stages.Count)];
    }

    /// <summary>The first of the ranked columns whose vote no other outnumbers.</summary>
    private static SleepStage? Winner(IReadOnlyList<SleepStage?[]> ranked, int epoch)
    {
        int Votes(SleepStage?[] column) => ranked.Count(other => other[epoch] == column[epoch]);
        return ranked.MaxBy(Votes)![epoch];
    }

    private static double SoftAgreement(SleepStage?[] own, IReadOnlyList<SleepStage?[]> others)
    {
        if (others.Count == 0) return 1;
        var sum = 0.0;
        for (var epoch = 0; epoch < own.Length; epoch++)
        {
            var at = epoch;
            var most = others.Max(column => others.Count(other => other[at] == column[at]));
            sum += (double)others.Count(other => other[at] == own[at]) / most;
        }

        return sum / own.Length;
    }
}
