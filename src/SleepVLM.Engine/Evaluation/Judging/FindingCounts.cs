using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.Judging;

/// <summary>Findings of the checker by verdict.</summary>
/// <param name="Supported">The measurement agrees.</param>
/// <param name="Contradicted">The measurement disagrees.</param>
/// <param name="NotAssessable">The signal allows no judgement.</param>
public readonly record struct FindingCounts(int Supported, int Contradicted, int NotAssessable)
{
    /// <summary>All of them.</summary>
    public int Total => Checkable + NotAssessable;

    /// <summary>Those that could be judged.</summary>
    public int Checkable => Supported + Contradicted;

    /// <summary>Share of the checkable ones that are supported, 0 to 1; null of none.</summary>
    public double? SupportedOfCheckable => Checkable == 0 ? null : (double)Supported / Checkable;

    /// <summary>One finding.</summary>
    public static FindingCounts Of(RuleVerdict verdict) => verdict switch
    {
        RuleVerdict.Supported => new FindingCounts(1, 0, 0),
        RuleVerdict.Contradicted => new FindingCounts(0, 1, 0),
        _ => new FindingCounts(0, 0, 1),
    };

    /// <summary>Both counted together.</summary>
    public static FindingCounts operator +(FindingCounts left, FindingCounts right) =>
        new(left.Supported + right.Supported, left.Contradicted + right.Contradicted, left.NotAssessable + right.NotAssessable);
}
