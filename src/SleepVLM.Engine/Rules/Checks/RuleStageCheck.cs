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
        var stage = context.Decision.Stage;
        var rules = context.Decision.Rationale.ApplicableRules;
        if (rules.Count == 0)
            yield return this.Find(RuleVerdict.NotAssessable, CheckStrength.Advisory, null, $"The decision {stage} names no rule.");
        foreach (var id in rules.Distinct())
        {
            if (book.Find(id) is not { } rule)
                yield return this.Find(RuleVerdict.Contradicted, CheckStrength.Strong, id, $"The rule book has no rule {id}.");
            else if (!rule.Stages.Contains(stage))
                yield return this.Find(RuleVerdict.Contradicted, CheckStrength.Strong, id,
                    $"Rule {id} leads to {string.Join(" or ", rule.Stages)}, not to {stage}.");
        }
    }
}
