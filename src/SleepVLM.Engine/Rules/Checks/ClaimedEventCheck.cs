using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Do detectors find the events that the text claims, where it puts them, and none that it says are not there?</summary>
/// <remarks>
/// Event detectors miss and invent about as much as a single expert: this is soft evidence, advisory for events without a validated detector. What a
/// detector finds below its operating point is enough to leave a claim open. Alpha and slow waves without a time are amounts, judged elsewhere.
/// </remarks>
public sealed class ClaimedEventCheck(RuleBook book) : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "claimed-event";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var claim in context.Stated())
        {
            if (claim.Feature.Kinds().Count == 0 || (IsAmount(claim) && claim.Times.Count == 0)) continue;
            if (EventSearch.For(context, claim) is not { } search)
                yield return Unknown(claim, $"{Features.Capital(claim.Feature.Name())} could not be looked for in this epoch, so {context.Quote(claim.Span)} cannot be judged.");
            else if (claim.Polarity == ClaimPolarity.Absent) yield return JudgeAbsence(context, claim, search);
            else if (claim.Times.Count == 0) yield return JudgePresence(context, claim, search);
            else
                foreach (var time in Overlap.Narrowest(claim)) yield return JudgeTime(context, claim, search, time);
        }
    }

    private static bool IsAmount(Claim claim) => claim.Feature is ClaimFeature.AlphaRhythm or ClaimFeature.SlowWave;

    private RuleFinding JudgePresence(RuleCheckContext context, Claim claim, EventSearch search)
    {
        var found = search.Found();
        if (found.Count > 0) return Finding(RuleVerdict.Supported, claim, claim.Span, $"The text says {context.Quote(claim.Span)}; {Told(search, found)}.", context, found);
        if (search.HasTrace() || !search.CanTellAbsence)
            return Unknown(claim, $"The text says {context.Quote(claim.Span)}; there is only a trace of {claim.Feature.Name()} below the detector's operating point.");
        return Finding(RuleVerdict.Contradicted, claim, claim.Span, $"The text says {context.Quote(claim.Span)}; no detector finds {claim.Feature.Name()} in the epoch.", context, found);
    }

    private RuleFinding JudgeTime(RuleCheckContext context, Claim claim, EventSearch search, ClaimedTime time)
    {
        // Something near an operating point is often found in three seconds: a trace must lie closer than an event.
        var near = book.Thresholds.EventTimeSeconds / 2;
        var fitting = Overlap.Fitting(search, time, Overlap.IsPart(context, time), book.Thresholds);
        var quote = context.Quote(time.Span);
        if (fitting.Count > 0)
            return Finding(RuleVerdict.Supported, claim, time.Span, $"The text places {claim.Feature.Name()} at {quote}; {Told(search, fitting)}.", context, fitting);
        if (search.HasTrace(time.FromSeconds - near, time.ToSeconds + near) || !search.CanTellAbsence)
            return Unknown(claim, $"The text places {claim.Feature.Name()} at {quote}; there is only a trace of one, below the detector's operating point.") with { Span = time.Span };
        var elsewhere = search.Found();
        var told = elsewhere.Count == 0 ? "no detector finds one there or elsewhere in the epoch" : $"{Told(search, elsewhere)}, not there";
        return Finding(RuleVerdict.Contradicted, claim, time.Span, $"The text places {claim.Feature.Name()} at {quote}; {told}.", context, elsewhere);
    }

    /// <summary>A plain event that the text denies weighs as much as one that is missing; one near the operating point is a remark.</summary>
    private RuleFinding JudgeAbsence(RuleCheckContext context, Claim claim, EventSearch search)
    {
        var (from, to) = claim.Times is [{ IsMoment: false } interval, ..] ? (interval.FromSeconds, interval.ToSeconds) : (0.0, 30.0);
        var overlapping = search.Found(from, to);
        // An event belongs to the epoch it starts in: one that reaches in from the epoch before is not denied here.
        var found = overlapping.Where(one => search.Onset(one) >= from).ToList();
        if (found.Count == 0 && overlapping.Count > 0)
            return Unknown(claim, $"The text says {context.Quote(claim.Span)}; {Told(search, overlapping)}, which starts before.");
        if (found.Count == 0)
            return search.CanTellAbsence
                ? Finding(RuleVerdict.Supported, claim, claim.Span, $"The text says {context.Quote(claim.Span)}; no detector finds {claim.Feature.Name()}.", context, found)
                : Unknown(claim, $"Not all of what {context.Quote(claim.Span)} denies could be looked for in this epoch.");
        var isPlain = found.Any(one => 100 * one.Score >= book.Thresholds.PlainEventPercent);
        var finding = Finding(RuleVerdict.Contradicted, claim, claim.Span, $"The text says {context.Quote(claim.Span)}; {Told(search, found)}.", context, found);
        return isPlain ? finding : finding with { Strength = CheckStrength.Advisory };
    }

    private RuleFinding Finding(
        RuleVerdict verdict, Claim claim, TextSpan span, FormattableString explanation, RuleCheckContext context, IReadOnlyList<DetectedEvent> events) =>
        this.Find(verdict, claim.Feature.DetectorStrength(), claim.Rule, explanation, EventEvidence.Of(events, context.Decision.Index))
            .At(span).By($"within {book.Thresholds.EventTimeSeconds} s, or {book.Thresholds.EventOverlapPercent} % of an interval shared; {Detector(events)}");

    private RuleFinding Unknown(Claim claim, FormattableString explanation) =>
        this.Find(RuleVerdict.NotAssessable, claim.Feature.DetectorStrength(), claim.Rule, explanation).At(claim.Span);

    private static string Detector(IReadOnlyList<DetectedEvent> events) => events.Count == 0 ? "score 0.5" : events[0].OperatingPoint;

    private static string Told(EventSearch search, IReadOnlyList<DetectedEvent> found)
    {
        var plainest = found.MaxBy(one => one.Score)!;
        return FormattableString.Invariant(
            $"the detector finds {(found.Count == 1 ? "one" : $"{found.Count}, the plainest")} at {search.Onset(plainest):0.0} s in {plainest.Derivation}");
    }
}
