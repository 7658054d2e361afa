using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Have the epochs before and after the stages that the text gives them?</summary>
public sealed class NeighbourStageCheck : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "neighbour-stage";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var claim in context.Stated().Where(claim => claim.Epoch != ClaimedEpoch.Target))
        {
            if (claim.Stage is not { } stated) continue;
            var (where, stage) = claim.Epoch == ClaimedEpoch.Previous ? ("before", context.PreviousStage) : ("after", context.NextStage);
            yield return (stage is not { } known
                ? this.Find(RuleVerdict.NotAssessable, CheckStrength.Strong, claim.Rule, $"The stage of the epoch {where}, of which the text says {context.Quote(claim.Span)}, is not known.")
                : this.Find(
                    (known == stated) == (claim.Polarity == ClaimPolarity.Present) ? RuleVerdict.Supported : RuleVerdict.Contradicted, CheckStrength.Strong, claim.Rule,
                    $"The text says {context.Quote(claim.Span)}; the epoch {where} is {known}.")).At(claim.Span);
        }
    }
}
