using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>Right rationales of one night and the checker that judges them.</summary>
/// <param name="Group">Figures of nights of one group are added up, for example <c>simulated</c>.</param>
/// <param name="Rationales">Of the epochs that could be staged, in order.</param>
/// <param name="Check">The checker's report on a decision told of one of them.</param>
internal sealed record BenchNight(string Group, IReadOnlyList<BenchRationale> Rationales, Func<BenchRationale, ToldDecision, RuleReport> Check);
