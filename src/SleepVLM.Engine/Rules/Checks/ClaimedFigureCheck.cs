using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Do frequency, amplitude, length and number stated of an event agree with those of the events found?</summary>
/// <remarks>
/// Held against the events that fit the claim's times and channels; the nearest of them decides. A figure is open between once and twice its tolerance.
/// Soft: a detector measures what it found, in the derivation it found it in; strong for an amplitude more than three times the measured one.
/// </remarks>
public sealed class ClaimedFigureCheck(RuleBook book) : IRuleCheck
{
    /// <summary>Detectors count within a factor of two: their precision and recall are about 0.7.</summary>
    private const double CountFactor = 2;

    /// <summary>Times the measured amplitude by which a stated one is off beyond dispute.</summary>
    private const double FarOff = 2;

    /// <inheritdoc/>
    public string Id => "claimed-figure";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var claim in context.Stated().Where(claim => claim.Polarity == ClaimPolarity.Present && HasFigure(claim)))
        {
            if (EventSearch.For(context, claim) is not { } search) continue;
            var events = Meant(context, claim, search);
            if (claim.Count is { } count && search.CanTellAbsence && JudgeCount(context, claim, search, count) is { } counted) yield return counted;
            if (events.Count == 0) continue;
            if (claim.FrequencyHz is { } hertz)
                yield return Judge(context, claim, hertz, events, found => found.FrequencyHz, "Hz", book.Thresholds.StatedFrequencyHz);
            if (claim.AmplitudeMicrovolts is { } microvolts)
                yield return Judge(context, claim, microvolts, events, found => found.AmplitudeMicrovolts, "uV", book.Thresholds.StatedAmplitudePercent / 100);
            if (claim.DurationSeconds is { } seconds)
                yield return Judge(context, claim, seconds, events, found => found.DurationSeconds, "s", book.Thresholds.StatedDurationSeconds);
        }
    }

    private static bool HasFigure(Claim claim) =>
        (claim.FrequencyHz ?? claim.AmplitudeMicrovolts ?? claim.DurationSeconds ?? claim.Count) is not null && claim.Feature is not (ClaimFeature.None or ClaimFeature.ChinTone);

    private List<DetectedEvent> Meant(RuleCheckContext context, Claim claim, EventSearch search)
    {
        var found = Overlap.Fitting(context, search, claim, book.Thresholds);
        var roles = NamedChannels.Of(context.Montage, claim).Select(channel => channel.Role).ToHashSet();
        var there = found.Where(one => roles.Contains(one.Channel)).ToList();
        return there.Count > 0 ? there : [.. found];
    }

    private RuleFinding Judge(
        RuleCheckContext context, Claim claim, Quantity stated, List<DetectedEvent> events, Func<DetectedEvent, double> figure, string unit, double tolerance)
    {
        var nearest = events.MinBy(found => stated.Distance(figure(found)))!;
        var (measured, off) = (figure(nearest), stated.Distance(figure(nearest)));
        // Amplitudes vary by factors, so their tolerance is a share of the measured one.
        var allowed = unit == "uV" ? tolerance * measured : tolerance;
        var verdict = off <= allowed ? RuleVerdict.Supported : off > 2 * allowed && measured > 0 ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
        // An amplitude is read off the trace whatever the event is: one that is far off needs no expert.
        var strength = unit == "uV" && verdict == RuleVerdict.Contradicted && off > FarOff * measured ? CheckStrength.Strong : claim.Feature.DetectorStrength();
        return this.Find(verdict, strength, claim.Rule,
            $"The text states {context.Quote(stated.Span)} of {claim.Feature.Name()}; the nearest found has {measured:0.#} {unit} in {nearest.Derivation}.",
            EventEvidence.Of(nearest, context.Decision.Index))
            .At(stated.Span).By($"may be {allowed:0.##} {unit} off, contradicted from twice as far; {nearest.OperatingPoint}");
    }

    private RuleFinding? JudgeCount(RuleCheckContext context, Claim claim, EventSearch search, Quantity stated)
    {
        // Each channel reports for itself: the channel that holds most has the count.
        var roles = NamedChannels.Of(context.Montage, claim).Select(channel => channel.Role).ToHashSet();
        var counts = search.Found().GroupBy(found => found.Channel).Where(group => roles.Count == 0 || roles.Contains(group.Key)).ToList();
        if (counts.Count == 0) return null;
        var most = counts.MinBy(group => stated.Distance(group.Count()))!;
        var (measured, off) = (most.Count(), stated.Distance(most.Count()));
        var verdict = off <= 1 ? RuleVerdict.Supported
            : stated.Least > CountFactor * measured + 1 || CountFactor * stated.Most + 1 < measured ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
        return this.Find(verdict, claim.Feature.DetectorStrength().AtMost(CheckStrength.Advisory), claim.Rule,
            $"The text states {context.Quote(stated.Span)} of {claim.Feature.Name()}; {measured} are found in {most.First().Derivation}.",
            new Measurement($"{EventEvidence.Name(most.First().Kind)} count", measured, "count", most.First().Derivation))
            .At(stated.Span).By($"within a factor of {CountFactor} and one");
    }
}
