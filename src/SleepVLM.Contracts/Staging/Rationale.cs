namespace SleepVLM.Contracts;

/// <summary>Why a stage was decided, as the decider says it.</summary>
/// <param name="Text">Prose for a clinician; empty when only the stage was asked for.</param>
/// <param name="ApplicableRules">Identifiers from the rule book, in the order given.</param>
/// <param name="Truncated">The text was cut by the length limit and must never be shown as whole.</param>
public sealed record Rationale(string Text, IReadOnlyList<RuleId> ApplicableRules, bool Truncated);

/// <summary>Identifier of a scoring rule, for example <c>N3.1</c>.</summary>
/// <param name="Value">As the rule book spells it.</param>
public readonly record struct RuleId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
