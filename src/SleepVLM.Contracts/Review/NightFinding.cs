namespace SleepVLM.Contracts;

/// <summary>A rule of the hypnogram that a stretch of the night breaks: seen only when all stages are known.</summary>
/// <param name="Check">Identifier, for example <c>rem-without-eye-movements</c>.</param>
/// <param name="Rule">The rule it is about, where there is one.</param>
/// <param name="First">First epoch of the stretch.</param>
/// <param name="Last">Last epoch of the stretch; the same for a single one.</param>
/// <param name="Strength">How much it may weigh.</param>
/// <param name="Explanation">One sentence.</param>
public sealed record NightFinding(
    string Check, RuleId? Rule, EpochIndex First, EpochIndex Last, CheckStrength Strength, string Explanation);
