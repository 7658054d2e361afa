using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>The ideal observer judged at many thresholds, of which afterwards the best is taken.</summary>
internal static class IdealThresholds
{
    private const double Least = 2.5, Step = 0.1;
    private const int Count = 100;

    /// <summary>Counts in home stages at each threshold.</summary>
    /// <param name="kind">What.</param>
    /// <param name="truth">True events that count.</param>
    /// <param name="found">What the observer found, doubtful ones included; the score is the evidence.</param>
    /// <param name="stages">True stage of each epoch.</param>
    public static EventCounts[] Of(SleepEventKind kind, IReadOnlyList<SleepEvent> truth, IReadOnlyList<DetectedEvent> found, SleepStage[] stages) =>
        [.. Enumerable.Range(0, Count).Select(i => BenchNight.Count(
            truth, [.. found.Where(item => item.Score >= Least + i * Step)], stages, HomeStages.Of(kind), _ => false))];

    /// <summary>Counts of all nights at the one threshold that gives the best F1 over all of them.</summary>
    public static EventCounts Best(IEnumerable<EventCounts[]> nights)
    {
        var sums = new EventCounts[Count];
        foreach (var night in nights)
            for (var i = 0; i < Count; i++) sums[i] += night[i];
        return sums.MaxBy(counts => counts.F1 ?? 0);
    }
}
