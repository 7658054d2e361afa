using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;

namespace SleepVLM.Torch.Answers;

/// <summary>What an answer may look like.</summary>
/// <param name="Keys">Keys in their order: sleep_stage and applicable_rules, and reasoning_text where prose is wanted.</param>
/// <param name="Fenced">Whether the object stands in a fence <c>```json</c>, a key per line.</param>
/// <param name="RulesByStage">For each stage the identifiers that may support it. Where the stage comes first only its own may follow, else all.</param>
/// <param name="RulesMayBeEmpty">Whether the list of rules may be empty: for models that learned to cite no rule where none is met. Default: no.</param>
public sealed record AnswerShape(
    IReadOnlyList<string> Keys, bool Fenced, IReadOnlyDictionary<SleepStage, IReadOnlyList<string>> RulesByStage, bool RulesMayBeEmpty = false)
{
    /// <summary>The layout.</summary>
    /// <exception cref="ArgumentException">Keys that do not fit.</exception>
    public AnswerFormat Format => new(Keys, Fenced);

    /// <summary>All identifiers, each once.</summary>
    public IReadOnlyList<string> Rules => [.. RulesByStage.Values.SelectMany(rules => rules).Distinct()];

    /// <summary>Throws unless every stage has a rule and every rule can be told from the text around it.</summary>
    /// <exception cref="ArgumentException">Says which does not.</exception>
    internal void Check()
    {
        foreach (var stage in Enum.GetValues<SleepStage>())
            if (!RulesByStage.TryGetValue(stage, out var rules) || rules.Count == 0) throw new ArgumentException($"there is no rule for stage {stage}");
        if (Rules.Count > 64) throw new ArgumentException($"there are {Rules.Count} rules; at most 64 can be told apart");
        if (Rules.FirstOrDefault(rule => !IsSeparable(rule)) is { } odd)
            throw new ArgumentException($"the rule '{odd}' must begin with a letter, end with a letter or digit, and hold only these, '.', '-' and '_'");
    }

    private static bool IsSeparable(string rule) =>
        rule.Length > 0 && char.IsAsciiLetter(rule[0]) && char.IsAsciiLetterOrDigit(rule[^1])
        && rule.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_');
}
