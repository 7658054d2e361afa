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
            var (where, stages) = claim.Epoch switch
            {
                ClaimedEpoch.Previous => ("the epoch before is", new[] { context.PreviousStage }),
                ClaimedEpoch.Next => ("the epoch after is", [context.NextStage]),
                _ => ("the epochs before and after are", [context.PreviousStage, context.NextStage]),
            };
            yield return this.Find(Judge(stages, stated, claim.Polarity == ClaimPolarity.Present), CheckStrength.Strong, claim.Rule,
                $"The text says {context.Quote(claim.Span)}; {where} {string.Join(" and ", stages.Select(stage => stage?.ToString() ?? "unknown"))}.").At(claim.Span);
        }
    }

    /// <summary>One epoch that fits is enough; an unknown one leaves it open.</summary>
    private static RuleVerdict Judge(IReadOnlyList<SleepStage?> stages, SleepStage stated, bool isThere) =>
        stages.Contains(stated) ? (isThere ? RuleVerdict.Supported : RuleVerdict.Contradicted)
        : stages.Contains(null) ? RuleVerdict.NotAssessable
        : isThere ? RuleVerdict.Contradicted : RuleVerdict.Supported;
}
