namespace SleepVLM.Contracts;

/// <summary>How a claim stands against the signal.</summary>
public enum RuleVerdict
{
    /// <summary>The measurement agrees with the claim.</summary>
    Supported,
    /// <summary>The measurement disagrees with the claim.</summary>
    Contradicted,
    /// <summary>The signal, or what is known of it, does not allow a judgement.</summary>
    NotAssessable,
}

/// <summary>How much a finding may weigh.</summary>
public enum CheckStrength
{
    /// <summary>May contradict a rationale by itself.</summary>
    Strong,
    /// <summary>Lowers confidence; the detector behind it errs about as often as a single expert.</summary>
    Soft,
    /// <summary>A remark.</summary>
    Advisory,
}

/// <summary>One claim held against one measurement.</summary>
/// <param name="Check">Identifier of the check, for example <c>slow-wave-share</c>.</param>
/// <param name="Rule">The rule it judges, where it judges one.</param>
/// <param name="Verdict">How the claim stands.</param>
/// <param name="Strength">How much the finding may weigh.</param>
/// <param name="Explanation">One sentence with the numbers in it.</param>
/// <param name="Evidence">The measurements behind it; may be empty for a check of pure logic.</param>
public sealed record RuleFinding(
    string Check, RuleId? Rule, RuleVerdict Verdict, CheckStrength Strength, string Explanation, IReadOnlyList<Measurement> Evidence)
{
    /// <summary>The words of the rationale that it judges; null where it judges a cited rule or the epoch as a whole.</summary>
    public TextSpan? Span { get; init; }

    /// <summary>Limits and tolerances that the verdict rests on, for the record; empty for pure logic.</summary>
    public string OperatingPoint { get; init; } = "";
}
