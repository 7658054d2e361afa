using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>What was counted in one night.</summary>
/// <param name="Detectors">Of the detectors.</param>
/// <param name="Ideal">Of the ideal observer in home stages, one a threshold of <see cref="IdealThresholds"/>; empty where it was not asked for.</param>
internal sealed record NightCounts(
    IReadOnlyDictionary<(SleepEventKind Kind, BenchScope Scope), EventCounts> Detectors, IReadOnlyDictionary<SleepEventKind, EventCounts[]> Ideal);
