using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Do the neighbouring epochs have the stages that a rule needs: N2.2, N2.3, N2.4, R.2, R.3, MBM.1, MBM.2?</summary>
public sealed class RuleContextCheck(RuleBook book) : IRuleCheck
{
    /// <summary>Share of alpha that a second or two of chance cannot make, percent.</summary>
    private const double ClearAlphaPercent = 10;

    /// <inheritdoc/>
    public string Id => "rule-context";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var id in context.Decision.Rationale.ApplicableRules.Distinct())
            if (book.Find(id) is { Context: { } needs }) yield return Judge(id, needs, context);
    }

    private RuleFinding Judge(RuleId id, RuleContext needs, RuleCheckContext context)
    {
        var before = Fits(context.PreviousStage, needs.Previous);
        var after = Fits(context.NextStage, needs.NextIsSame ? [context.Decision.Stage] : needs.Next);
        var verdict = Combine([.. new[] { before, after }.OfType<RuleVerdict>()], needs.Match);
        var strength = CheckStrength.Strong;
        var alpha = "";
        if (needs.UnlessAlpha && verdict != RuleVerdict.Supported)
        {
            (verdict, alpha) = WithAlpha(verdict, context.Measured.AlphaPercent);
            strength = CheckStrength.Soft;
        }

        return this.Find(verdict, strength, id,
            $"Rule {id} needs {Needed(needs, context.Decision.Stage)}; {Around(needs, context)}{alpha}.",
            alpha.Length > 0 ? [context.Measured.AlphaPercent] : []);
    }

    /// <summary>Null where the side does not matter.</summary>
    private static RuleVerdict? Fits(SleepStage? stage, IReadOnlyList<SleepStage> allowed) =>
        allowed.Count == 0 ? null
        : stage is not { } known ? RuleVerdict.NotAssessable
        : allowed.Contains(known) ? RuleVerdict.Supported : RuleVerdict.Contradicted;

    /// <summary>One side that fits decides for <see cref="ContextMatch.Any"/>, one that does not against <see cref="ContextMatch.All"/>;
    /// an unknown one leaves it open.</summary>
    private static RuleVerdict Combine(IReadOnlyList<RuleVerdict> sides, ContextMatch match)
    {
        var decisive = match == ContextMatch.Any ? RuleVerdict.Supported : RuleVerdict.Contradicted;
        if (sides.Contains(decisive)) return decisive;
        return sides.Contains(RuleVerdict.NotAssessable) ? RuleVerdict.NotAssessable : sides[0];
    }

    private static (RuleVerdict Verdict, string Alpha) WithAlpha(RuleVerdict verdict, Measurement? alpha) => alpha switch
    {
        null => (RuleVerdict.NotAssessable, ", and alpha could not be measured"),
        { Value: >= ClearAlphaPercent } => (RuleVerdict.Supported,
            FormattableString.Invariant($", but alpha fills {alpha.Value:F0} % of the epoch in {alpha.Derivation}")),
        { Value: > 0 } => (RuleVerdict.NotAssessable,
            FormattableString.Invariant($", and {alpha.Value:F0} % of alpha in {alpha.Derivation} is too little to tell from chance")),
        _ => (verdict, $", and there is no alpha in {alpha.Derivation}"),
    };

    private static string Needed(RuleContext needs, SleepStage decided)
    {
        List<string> sides = [];
        if (needs.Previous.Count > 0) sides.Add($"{string.Join(" or ", needs.Previous)} before it");
        if (needs.NextIsSame) sides.Add($"{decided} after it");
        else if (needs.Next.Count > 0) sides.Add($"{string.Join(" or ", needs.Next)} after it");
        return string.Join(needs.Match == ContextMatch.Any ? " or " : " and ", sides) + (needs.UnlessAlpha ? ", or alpha" : "");
    }

    private static string Around(RuleContext needs, RuleCheckContext context)
    {
        List<string> sides = [];
        if (needs.Previous.Count > 0) sides.Add($"the epoch before is {Name(context.PreviousStage)}");
        if (needs.NextIsSame || needs.Next.Count > 0) sides.Add($"the epoch after is {Name(context.NextStage)}");
        return string.Join(" and ", sides);
    }

    private static string Name(SleepStage? stage) => stage?.ToString() ?? "unknown";
}
