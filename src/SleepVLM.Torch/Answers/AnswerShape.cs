using SleepVLM.Contracts;

namespace SleepVLM.Torch.Answers;

/// <summary>What an answer may look like.</summary>
/// <param name="Keys">Keys in their order, each of sleep_stage, applicable_rules and reasoning_text at most once.</param>
/// <param name="Fenced">Whether the object stands in a fence <c>```json</c>.</param>
/// <param name="RulesByStage">Identifiers that may be cited for each stage; where the rules come before the stage, all of them may.</param>
public sealed record AnswerShape(
    IReadOnlyList<string> Keys, bool Fenced, IReadOnlyDictionary<SleepStage, IReadOnlyList<string>> RulesByStage)
{
    /// <summary>Most identifiers in one answer.</summary>
    public const int MostRules = 4;
}
