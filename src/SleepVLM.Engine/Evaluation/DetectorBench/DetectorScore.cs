using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>How well events of one kind are found.</summary>
/// <param name="Kind">What.</param>
/// <param name="Scope">Where.</param>
/// <param name="LevelDb">Level of the planted events, dB; null for events as the simulated subjects make them.</param>
/// <param name="Nights">Nights looked at.</param>
/// <param name="Counts">Of all nights together.</param>
/// <param name="F1Low">2.5th percentile of F1 over nights drawn with replacement.</param>
/// <param name="F1High">97.5th percentile.</param>
public sealed record DetectorScore(SleepEventKind Kind, BenchScope Scope, double? LevelDb, int Nights, EventCounts Counts, double? F1Low, double? F1High)
{
    /// <summary>Counts of an observer who knows shapes and background beforehand, at its best threshold; null where it was not asked for or does not look for the kind.</summary>
    public EventCounts? Ideal { get; init; }

    /// <summary>Adds up nights and draws the interval.</summary>
    /// <param name="kind">What.</param>
    /// <param name="scope">Where.</param>
    /// <param name="levelDb">Level of the planted events.</param>
    /// <param name="nights">Counts of each night.</param>
    /// <param name="seed">Of the draws.</param>
    public static DetectorScore Of(SleepEventKind kind, BenchScope scope, double? levelDb, IReadOnlyList<EventCounts> nights, int seed)
    {
        var interval = Bootstrap.Interval(nights, drawn => Sum(drawn).F1, seed);
        return new DetectorScore(kind, scope, levelDb, nights.Count, Sum(nights), interval?.Low, interval?.High);
    }

    private static EventCounts Sum(IEnumerable<EventCounts> nights) => nights.Aggregate(new EventCounts(), (sum, night) => sum + night);
}
