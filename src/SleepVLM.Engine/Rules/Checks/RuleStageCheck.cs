using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Do the rules named exist, and can they lead to the decided stage? Speaks only where they do not: agreement with oneself is no evidence.</summary>
public sealed class RuleStageCheck(RuleBook book) : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "rule-stage";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        var rules = context.Decision.Rationale.ApplicableRules;
        var inText = context.StatedHere().Where(claim => claim is { Rule: not null, Polarity: ClaimPolarity.Present }).ToList();
        if (rules.Count == 0 && inText.Count == 0)
            yield return this.Find(RuleVerdict.NotAssessable, CheckStrength.Advisory, null, $"The decision {context.Decision.Stage} names no rule.");
        foreach (var id in rules.Distinct())
            if (Fault(id, context.Decision.Stage) is { } fault) yield return fault;
        foreach (var claim in inText.Where(claim => !rules.Contains(claim.Rule!.Value)).DistinctBy(claim => claim.Rule))
            if (Fault(claim.Rule!.Value, context.Decision.Stage) is { } fault) yield return fault.At(claim.Span);
    }

    private RuleFinding? Fault(RuleId id, SleepStage stage) => book.Find(id) switch
    {
        null => this.Find(RuleVerdict.Contradicted, CheckStrength.Strong, id, $"The rule book has no rule {id}."),
        { } rule when !rule.Stages.Contains(stage) => this.Find(
            RuleVerdict.Contradicted, CheckStrength.Strong, id, $"Rule {id} leads to {string.Join(" or ", rule.Stages)}, not to {stage}."),
        _ => null,
    };
}
