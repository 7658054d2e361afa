using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Do the shares of slow waves and of alpha stated in the text agree with the measured ones?</summary>
/// <remarks>An amount stated for another derivation than the measured one is not assessable. That there are none at all is stated too.</remarks>
public sealed class StatedAmountCheck(RuleBook book) : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "stated-amount";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var claim in context.StatedHere())
        {
            if (claim.Times.Count > 0 || Stated(claim) is not { } stated || IsChange(context, stated)) continue;
            if (claim.Feature == ClaimFeature.SlowWave)
                yield return Judge(context, claim, stated, context.Measured.SlowWaveSeconds, ChannelRole.F4, "slow waves", book.Thresholds.StatedSlowWaveSeconds);
            else if (claim.Feature == ClaimFeature.AlphaRhythm)
                yield return Judge(context, claim, stated, context.Measured.AlphaPercent, ChannelRole.O2, "alpha", book.Thresholds.StatedAlphaPercent);
        }
    }

    /// <summary>Percent of the epoch; null where the claim states none.</summary>
    private static Quantity? Stated(Claim claim) => claim switch
    {
        { SharePercent: { } share, Polarity: ClaimPolarity.Present } => share,
        // "Not more than 20 %" denies an amount and not the thing: nothing certain follows.
        { SharePercent: not null } => null,
        { Polarity: ClaimPolarity.Absent, FrequencyHz: null, AmplitudeMicrovolts: null } => new Quantity(0, 0, claim.Span),
        _ => null,
    };

    /// <summary>"Alpha fell by 40 %" tells a change and no amount.</summary>
    private static bool IsChange(RuleCheckContext context, Quantity stated) =>
        context.Decision.Rationale.Text.AsSpan(0, stated.Span.Start).TrimEnd().EndsWith(" by", StringComparison.OrdinalIgnoreCase);

    private RuleFinding Judge(
        RuleCheckContext context, Claim claim, Quantity stated, Measurement? measured, ChannelRole wanted, string what, double tolerance)
    {
        if (measured is null)
            return this.Find(RuleVerdict.NotAssessable, CheckStrength.Strong, claim.Rule,
                $"The text states {context.Quote(stated.Span)} of {what}, which could not be measured in this epoch.").At(stated.Span);
        if (NamedChannels.NamesAnother(context.Montage, claim, measured))
            return this.Find(RuleVerdict.NotAssessable, CheckStrength.Strong, claim.Rule,
                $"The text states {context.Quote(stated.Span)} of {what} for another derivation than {measured.Derivation}, where {measured.Value:F1} {measured.Unit} were measured.",
                measured).At(stated.Span);

        var place = MeasuredPlace.Of(context.Montage, measured, wanted);
        var off = InUnitOf(measured, stated).Distance(measured.Value);
        var verdict = off <= tolerance ? RuleVerdict.Supported : off > 2 * tolerance ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
        // Whoever says "no alpha" may mean none worth telling: only amounts that reach a rule's limit deny it strongly.
        var strength = claim.Polarity == ClaimPolarity.Absent && off < Decisive(measured) ? CheckStrength.Soft : CheckStrength.Strong;
        return this.Find(verdict, strength, claim.Rule,
            $"The text states {context.Quote(stated.Span)} of {what}; {measured.Value:F1} {measured.Unit} were measured in {place.Where}, {off:F1} {measured.Unit} off.",
            measured).At(stated.Span).By($"may be {tolerance} {measured.Unit} off, contradicted from twice as far");
    }

    private double Decisive(Measurement measured) => measured.Unit == "s" ? book.Thresholds.SlowWaveSeconds : book.Thresholds.AlphaPercent;

    /// <summary>Slow waves are measured in seconds of the epoch.</summary>
    private Quantity InUnitOf(Measurement measured, Quantity percent)
    {
        var factor = measured.Unit == "s" ? book.Thresholds.EpochSeconds / 100 : 1;
        return percent with { Least = factor * percent.Least, Most = factor * percent.Most };
    }
}
