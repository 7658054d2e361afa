using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>Right rationales of one night and the checker that judges them.</summary>
/// <param name="Rationales">Of the epochs that could be staged, in order.</param>
/// <param name="Check">The checker's report on a decision told of one of them.</param>
internal sealed record BenchNight(IReadOnlyList<BenchRationale> Rationales, Func<BenchRationale, ToldDecision, RuleReport> Check);
