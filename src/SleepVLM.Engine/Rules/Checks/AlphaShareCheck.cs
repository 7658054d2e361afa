using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Does alpha fill more than half of the epoch where W.1 is named, and less where N1.1 is?</summary>
public sealed class AlphaShareCheck(RuleBook book) : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "alpha-share";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var rule in book.Rules)
        {
            if (rule.Id.Value is not ("W.1" or "N1.1") || !context.Cites(rule.Id.Value)) continue;
            yield return JudgeShare(rule, context);
            if (rule.Id.Value == "N1.1" && context.Night.IsAlphaProducer == false)
                yield return this.Find(RuleVerdict.Contradicted, CheckStrength.Soft, rule.Id,
                    $"Rule N1.1 is for sleepers who make alpha, and no epoch of this night is half filled with it; N1.2 is the rule for the others.");
        }
    }

    private RuleFinding JudgeShare(ScoringRule rule, RuleCheckContext context)
    {
        var (limit, margin) = (book.Thresholds.AlphaPercent, book.Thresholds.AlphaMarginPercent);
        var wantsAlpha = rule.Id.Value == "W.1";
        if (context.Measured.AlphaPercent is not { } measured)
            return this.Find(RuleVerdict.NotAssessable, rule.Strength, rule.Id,
                $"No EEG derivation of this epoch allows alpha to be measured, so rule {rule.Id} cannot be judged.");
        var place = MeasuredPlace.Of(context.Montage, measured, ChannelRole.O2);
        var beyond = wantsAlpha ? measured.Value - limit : limit - measured.Value;
        var verdict = beyond >= 0 ? RuleVerdict.Supported : beyond <= -margin ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
        var strength = place.IsStandIn && verdict == RuleVerdict.Contradicted ? rule.Strength.AtMost(CheckStrength.Soft) : rule.Strength;
        return this.Find(verdict, strength, rule.Id,
            $"Alpha fills {measured.Value:F0} % of the epoch in {place.Where}, where rule {rule.Id} needs {(wantsAlpha ? "more" : "less")} than {limit:F0} %.",
            measured);
    }
}
