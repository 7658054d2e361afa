using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Mentions;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Is the chin tone what the text calls it? In a wake epoch it cannot be lower than in wakefulness.</summary>
public sealed class StatedToneCheck(RuleBook book) : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "stated-tone";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var mention in ToneMentions.In(context.Sentences()))
        {
            if (mention.BelowWakefulness && context.Decision.Stage == SleepStage.W)
                yield return this.Find(RuleVerdict.Contradicted, CheckStrength.Strong, null,
                    $"The text calls the tone '{mention.Quote}' in an epoch that is itself decided W.");
            else yield return Judge(mention, context);
        }
    }

    private RuleFinding Judge(ToneMention mention, RuleCheckContext context)
    {
        var tone = context.Measured.ChinToneMicrovolts;
        if (ChinPlace.Of(context) is not { } place)
            return this.Find(RuleVerdict.NotAssessable, CheckStrength.Strong, null,
                $"{ChinPlace.WhyUnknown(context)}, so '{mention.Quote}' cannot be judged.", tone);
        var (verdict, strength) = mention.Level switch
        {
            ToneLevel.Low => (JudgeLow(place), CheckStrength.Strong),
            ToneLevel.High => (JudgeHigh(place), CheckStrength.Strong),
            _ => (JudgeModerate(place), CheckStrength.Soft),
        };
        return this.Find(verdict, strength, null, $"The text says '{mention.Quote}'; {Uncapitalised(place.Describe(context))}.", tone, place.Baseline);
    }

    private RuleVerdict JudgeLow(ChinPlace place) =>
        place.MeanPercent <= book.Thresholds.ToneLowPercent + book.Thresholds.ToneMarginPercent ? RuleVerdict.Supported
        : Math.Min(place.MeanPercent, place.BaselinePercent) >= book.Thresholds.ToneHighPercent ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;

    private RuleVerdict JudgeHigh(ChinPlace place) =>
        place.MeanPercent >= book.Thresholds.ToneHighPercent - book.Thresholds.ToneMarginPercent ? RuleVerdict.Supported
        : place.MeanPercent <= book.Thresholds.ToneLowPercent ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;

    private RuleVerdict JudgeModerate(ChinPlace place)
    {
        var (low, high, margin) = (book.Thresholds.ToneLowPercent, book.Thresholds.ToneHighPercent, book.Thresholds.ToneMarginPercent);
        if (place.MeanPercent >= low - margin && place.MeanPercent <= high + margin) return RuleVerdict.Supported;
        return place.MeanPercent < low - 2 * margin || place.MeanPercent > high + 2 * margin ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
    }

    private static string Uncapitalised(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
