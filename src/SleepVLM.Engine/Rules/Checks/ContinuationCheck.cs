using SleepVLM.Contracts;
using static SleepVLM.Contracts.SleepEventKind;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Rules N2.2 and R.2: does the epoch go on without arousal, and R without spindle and K complex?</summary>
/// <remarks>A plain spindle would make N2.2 superfluous, not wrong: the epoch is N2 by N2.1 then.</remarks>
public sealed class ContinuationCheck(RuleBook book) : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "continuation";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var rule in new[] { "N2.2", "R.2" }.Where(context.Cites))
        {
            if (context.Events is not { } events) yield break;
            if (context.LookedFor(Arousal)) yield return JudgeArousal(context, events, new RuleId(rule));
            if (rule == "R.2" && context.LookedFor(Spindle) && context.LookedFor(KComplex)) yield return JudgeMarks(context, events, new RuleId(rule));
        }
    }

    private RuleFinding JudgeArousal(RuleCheckContext context, EpochEvents events, RuleId rule)
    {
        // The greater part of the epoch decides: an arousal in its second half ends the next one.
        var found = events.Found(Arousal, 0, book.Thresholds.EpochSeconds / 2).ToList();
        return found.Count == 0
            ? this.Find(RuleVerdict.Supported, CheckStrength.Advisory, rule, $"Rule {rule} needs that no arousal comes between; none is found in the first half of the epoch.")
            : this.Find(RuleVerdict.Contradicted, CheckStrength.Advisory, rule,
                $"Rule {rule} needs that no arousal comes between; one is found at {found[0].OnsetSeconds - context.Decision.Index.OnsetSeconds:0.0} s.",
                EventEvidence.Of(found, context.Decision.Index)).By($"{found[0].OperatingPoint}");
    }

    private RuleFinding JudgeMarks(RuleCheckContext context, EpochEvents events, RuleId rule)
    {
        var half = book.Thresholds.EpochSeconds / 2;
        var marks = events.SleepMarks(0, half).ToList();
        var isPlain = marks.Any(mark => 100 * mark.Score >= book.Thresholds.PlainEventPercent);
        return this.Find(
            marks.Count == 0 ? RuleVerdict.Supported : isPlain ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable, CheckStrength.Soft, rule,
            $"Rule {rule} needs an epoch without spindle and K complex; {marks.Count} are found in its first half.", EventEvidence.Of(marks, context.Decision.Index))
            .By($"plain from a score of {book.Thresholds.PlainEventPercent / 100}");
    }
}
