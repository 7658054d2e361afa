using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules;

/// <summary>One rule of the book.</summary>
/// <param name="Id">Identifier, for example <c>N3.1</c>.</param>
/// <param name="Stages">Stages that an epoch decided by it can have; never empty.</param>
/// <param name="Text">The rule in our own words.</param>
/// <param name="Evidence">What it needs to be seen; never empty.</param>
/// <param name="Context">What it needs of the neighbouring epochs; null where nothing.</param>
/// <param name="Strength">How much a measurement that disagrees with its evidence may weigh.</param>
/// <param name="Thresholds">Names of the thresholds its checks use.</param>
public sealed record ScoringRule(
    RuleId Id,
    IReadOnlyList<SleepStage> Stages,
    string Text,
    IReadOnlyList<string> Evidence,
    RuleContext? Context,
    CheckStrength Strength,
    IReadOnlyList<string> Thresholds);

/// <summary>What a rule needs of the epochs around.</summary>
/// <param name="Previous">Stages the epoch before may have; empty where it does not matter.</param>
/// <param name="Next">Stages the epoch after may have; empty where it does not matter or <paramref name="NextIsSame"/>.</param>
/// <param name="NextIsSame">The epoch after must have the decided stage.</param>
/// <param name="Match">Whether one side suffices.</param>
/// <param name="UnlessAlpha">Any alpha rhythm in the epoch does instead.</param>
public sealed record RuleContext(
    IReadOnlyList<SleepStage> Previous, IReadOnlyList<SleepStage> Next, bool NextIsSame, ContextMatch Match, bool UnlessAlpha);

/// <summary>Whether a rule needs both neighbours.</summary>
public enum ContextMatch
{
    /// <summary>Every side named must fit; the default.</summary>
    All,
    /// <summary>One of the sides named suffices.</summary>
    Any,
}

/// <summary>A word the rules use.</summary>
/// <param name="Term">For example <c>sleep spindle</c>.</param>
/// <param name="Text">What it means.</param>
public sealed record Definition(string Term, string Text);
