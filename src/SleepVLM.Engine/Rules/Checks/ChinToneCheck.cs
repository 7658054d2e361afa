using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Is chin tone low against the night where R.1 or R.2 is named, and not low where W.3 is?</summary>
/// <remarks>Twitches raise the mean of an epoch without raising its tone: R is contradicted only where the mean and the baseline are both high.</remarks>
public sealed class ChinToneCheck(RuleBook book) : IRuleCheck
{
    /// <summary>Tone below this many times the night's low is low in any range.</summary>
    private const double ClearlyRaised = 1.5;

    /// <inheritdoc/>
    public string Id => "chin-tone";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var rule in book.Rules)
        {
            var wantsLow = rule.Id.Value is "R.1" or "R.2";
            if ((wantsLow || rule.Id.Value is "W.3") && context.Cites(rule.Id.Value)) yield return Judge(rule, wantsLow, context);
        }
    }

    private RuleFinding Judge(ScoringRule rule, bool wantsLow, RuleCheckContext context)
    {
        var tone = context.Measured.ChinToneMicrovolts;
        var wanted = wantsLow ? "low" : "normal or high";
        if (ChinPlace.Of(context) is not { } place)
            return this.Find(RuleVerdict.NotAssessable, rule.Strength, rule.Id,
                $"{ChinPlace.WhyUnknown(context)}, so the {wanted} tone of rule {rule.Id} cannot be judged.", tone);
        return this.Find(wantsLow ? JudgeLow(place, context) : JudgeKept(place), rule.Strength, rule.Id,
            $"{place.Describe(context)}, where rule {rule.Id} needs {wanted} tone.", tone, place.Baseline);
    }

    private RuleVerdict JudgeLow(ChinPlace place, RuleCheckContext context)
    {
        if (place.MeanPercent <= book.Thresholds.ToneLowPercent) return RuleVerdict.Supported;
        var high = book.Thresholds.ToneHighPercent + book.Thresholds.ToneMarginPercent;
        var raised = context.Measured.ChinToneMicrovolts!.Value >= ClearlyRaised * context.Night.ChinToneLowMicrovolts;
        return raised && Math.Min(place.MeanPercent, place.BaselinePercent) >= high ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
    }

    private RuleVerdict JudgeKept(ChinPlace place)
    {
        if (place.MeanPercent >= book.Thresholds.ToneLowPercent) return RuleVerdict.Supported;
        return place.MeanPercent <= book.Thresholds.ToneLowPercent - book.Thresholds.ToneMarginPercent ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
    }
}
