namespace SleepVLM.Contracts;

/// <summary>All findings on one epoch's rationale.</summary>
/// <param name="Verdict">What follows from the findings; see <see cref="From"/>.</param>
/// <param name="Findings">In the order the checks ran.</param>
public sealed record RuleReport(EpochVerdict Verdict, IReadOnlyList<RuleFinding> Findings)
{
    /// <summary>The verdict that follows from the findings: contradicted by one strong contradiction, doubtful by one soft one, sound by one strong or
    /// soft support, else not assessable. Advisory findings are remarks and decide nothing.</summary>
    public static RuleReport From(IReadOnlyList<RuleFinding> findings)
    {
        bool Any(RuleVerdict verdict, CheckStrength least) => findings.Any(found => found.Verdict == verdict && found.Strength <= least);
        var verdict = Any(RuleVerdict.Contradicted, CheckStrength.Strong) ? EpochVerdict.Contradicted
            : Any(RuleVerdict.Contradicted, CheckStrength.Soft) ? EpochVerdict.Doubtful
            : Any(RuleVerdict.Supported, CheckStrength.Soft) ? EpochVerdict.Sound
            : EpochVerdict.NotAssessable;
        return new RuleReport(verdict, findings);
    }
}
