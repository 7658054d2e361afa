using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>A rationale composed from evidence.</summary>
/// <param name="Text">Two to six sentences, 25 to 60 words.</param>
/// <param name="Rules">Up to three identifiers, the decisive one first; none where no rule is met and the stage is uncertain.</param>
public sealed record ComposedRationale(string Text, IReadOnlyList<RuleId> Rules);
