using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Is the chin tone what the text calls it, against the night's own range? In a wake epoch it cannot be lower than in wakefulness.</summary>
public sealed class StatedToneCheck(RuleBook book) : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "stated-tone";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var claim in context.StatedHere().Where(claim => claim.Feature == ClaimFeature.ChinTone))
        {
            if (claim.Comparison is { Direction: ComparisonDirection.Less, With: ComparedWith.Wakefulness } && IsStated(claim) && context.Decision.Stage == SleepStage.W)
                yield return this.Find(RuleVerdict.Contradicted, CheckStrength.Strong, claim.Rule,
                    $"The text calls the tone {context.Quote(claim.Span)} in an epoch that is itself decided W.").At(claim.Span);
            else if (Level(claim) is { } level) yield return Judge(context, claim, level);
        }
    }

    private static bool IsStated(Claim claim) => claim.Polarity == ClaimPolarity.Present;

    /// <summary>What is claimed of the place in the night's range; null for nothing that can be judged, as "not low", which leaves two thirds.</summary>
    private static ClaimedLevel? Level(Claim claim) => (claim.Polarity, claim.Level, claim.Comparison) switch
    {
        (ClaimPolarity.Absent, null, _) => ClaimedLevel.Absent,
        (ClaimPolarity.Present, { } level, _) => level,
        (ClaimPolarity.Present, null, { Direction: ComparisonDirection.Less, With: ComparedWith.Wakefulness or ComparedWith.Night }) => ClaimedLevel.Low,
        (ClaimPolarity.Present, null, { Direction: ComparisonDirection.More, With: ComparedWith.Night or ComparedWith.RemSleep }) => ClaimedLevel.High,
        _ => null,
    };

    private RuleFinding Judge(RuleCheckContext context, Claim claim, ClaimedLevel level)
    {
        var tone = context.Measured.ChinToneMicrovolts;
        if (ChinPlace.Of(context) is not { } place)
            return this.Find(RuleVerdict.NotAssessable, CheckStrength.Strong, claim.Rule,
                $"{ChinPlace.WhyUnknown(context)}, so {context.Quote(claim.Span)} cannot be judged.", tone).At(claim.Span);
        var (verdict, strength) = level switch
        {
            ClaimedLevel.Low or ClaimedLevel.Absent => (JudgeLow(place), CheckStrength.Strong),
            ClaimedLevel.High => (JudgeHigh(place), CheckStrength.Strong),
            _ => (JudgeModerate(place), CheckStrength.Soft),
        };
        return this.Find(verdict, strength, claim.Rule, $"The text says {context.Quote(claim.Span)}; {Uncapitalised(place.Describe(context))}.", tone, place.Baseline)
            .At(claim.Span).By($"low up to {book.Thresholds.ToneLowPercent} %, high from {book.Thresholds.ToneHighPercent} % of the night's range, {book.Thresholds.ToneMarginPercent} % open");
    }

    private RuleVerdict JudgeLow(ChinPlace place) =>
        place.MeanPercent <= book.Thresholds.ToneLowPercent + book.Thresholds.ToneMarginPercent ? RuleVerdict.Supported
        : Math.Min(place.MeanPercent, place.BaselinePercent) >= book.Thresholds.ToneHighPercent || IsFarAbove(place) ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;

    /// <summary>Twitches over an atonic baseline raise the mean; a mean at the top of the night over a baseline that is not low is no matter of twitches.</summary>
    private bool IsFarAbove(ChinPlace place) =>
        place.MeanPercent >= 100 - book.Thresholds.ToneMarginPercent && place.BaselinePercent > book.Thresholds.ToneLowPercent + book.Thresholds.ToneMarginPercent;

    private RuleVerdict JudgeHigh(ChinPlace place) =>
        place.MeanPercent >= book.Thresholds.ToneHighPercent - book.Thresholds.ToneMarginPercent ? RuleVerdict.Supported
        : place.MeanPercent <= book.Thresholds.ToneLowPercent ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;

    /// <summary>Tone that is "kept up" or "normal" is not lowered; that it is higher still does not contradict it.</summary>
    private RuleVerdict JudgeModerate(ChinPlace place)
    {
        var (low, high, margin) = (book.Thresholds.ToneLowPercent, book.Thresholds.ToneHighPercent, book.Thresholds.ToneMarginPercent);
        if (place.MeanPercent >= low - margin && place.MeanPercent <= high + margin) return RuleVerdict.Supported;
        return place.MeanPercent < low - 2 * margin ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
    }

    private static string Uncapitalised(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
