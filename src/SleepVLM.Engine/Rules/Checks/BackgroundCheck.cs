using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Is the background what the text calls it: low-amplitude mixed-frequency, theta, delta, fast, of a stated frequency?</summary>
/// <remarks>Soft: where one background ends and another begins is a matter of judgement, so only what is far off is contradicted.</remarks>
public sealed class BackgroundCheck(RuleBook book) : IRuleCheck
{
    private static readonly ChannelRole[] Roles = [ChannelRole.C4, ChannelRole.F4, ChannelRole.O2];

    /// <inheritdoc/>
    public string Id => "background";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var claim in context.StatedHere().Where(claim => claim.Polarity == ClaimPolarity.Present))
        {
            var finding = claim.Feature switch
            {
                ClaimFeature.MixedFrequency => JudgeMixed(context, claim),
                ClaimFeature.Theta => JudgeBand(context, claim, EegBand.Theta, enoughPercent: 10, hardlyPercent: 3, CheckStrength.Soft),
                ClaimFeature.Delta => JudgeBand(context, claim, EegBand.Delta, enoughPercent: 45, hardlyPercent: 15, CheckStrength.Soft),
                ClaimFeature.FastActivity => JudgeBand(context, claim, EegBand.Beta, enoughPercent: 4, hardlyPercent: 0.5, CheckStrength.Advisory),
                ClaimFeature.Background when claim.FrequencyHz is { } stated => JudgeFrequency(context, claim, stated),
                _ => null,
            };
            if (finding is not null) yield return finding.At(claim.Span);
        }
    }

    private RuleFinding JudgeMixed(RuleCheckContext context, Claim claim)
    {
        var (slow, alpha) = (context.Measured.SlowWaveSeconds, context.Measured.AlphaPercent);
        if (slow is null)
            return this.Find(RuleVerdict.NotAssessable, CheckStrength.Soft, claim.Rule, $"No EEG derivation of this epoch allows {context.Quote(claim.Span)} to be judged.");
        var (needed, margin, share) = (book.Thresholds.SlowWaveSeconds, book.Thresholds.SlowWaveMarginSeconds, book.Thresholds.AlphaPercent);
        var verdict = slow.Value > needed + margin || alpha?.Value >= share + book.Thresholds.AlphaMarginPercent ? RuleVerdict.Contradicted
            : slow.Value < needed / 2 && !(alpha?.Value >= share) ? RuleVerdict.Supported : RuleVerdict.NotAssessable;
        return this.Find(verdict, CheckStrength.Soft, claim.Rule,
            $"The text says {context.Quote(claim.Span)}; slow waves fill {slow.Value:F1} s of the epoch{(alpha is null ? "" : FormattableString.Invariant($" and alpha {alpha.Value:F0} %"))}.", slow, alpha)
            .By($"slow waves for less than {needed / 2} s and alpha below {share} %; contradicted above {needed + margin} s or from {share + book.Thresholds.AlphaMarginPercent} %");
    }

    private RuleFinding JudgeBand(RuleCheckContext context, Claim claim, EegBand band, double enoughPercent, double hardlyPercent, CheckStrength strength)
    {
        var named = NamedChannels.Of(context.Montage, claim).Select(channel => channel.Role).ToHashSet();
        var powers = Roles.Where(role => named.Count == 0 || named.Contains(role))
            .Select(role => context.Measured.Other.GetValueOrDefault(MeasurementNames.RelativeBandPower(role, band))).OfType<Measurement>().ToList();
        if (powers.MaxBy(power => power.Value) is not { } most)
            return this.Find(RuleVerdict.NotAssessable, strength, claim.Rule, $"The band that {context.Quote(claim.Span)} speaks of could not be measured in this epoch.");
        var verdict = most.Value >= enoughPercent ? RuleVerdict.Supported : most.Value < hardlyPercent ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
        return this.Find(verdict, strength, claim.Rule,
            $"The text says {context.Quote(claim.Span)}; {most.Value:F1} % of the power of 0.5-30 Hz lies in that band in {most.Derivation}.", most)
            .By($"from {enoughPercent} %; contradicted below {hardlyPercent} %");
    }

    private RuleFinding? JudgeFrequency(RuleCheckContext context, Claim claim, Quantity stated)
    {
        if (!context.Measured.Other.TryGetValue(MeasurementNames.BackgroundFrequency, out var measured)) return null;
        var (off, tolerance) = (stated.Distance(measured.Value), book.Thresholds.StatedFrequencyHz);
        var verdict = off <= tolerance ? RuleVerdict.Supported : off > 2 * tolerance ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
        return this.Find(verdict, CheckStrength.Advisory, claim.Rule,
            $"The text states {context.Quote(stated.Span)} of the background; {measured.Value:F1} Hz stands out between 4 and 13 Hz in {measured.Derivation}.", measured)
            .By($"may be {tolerance} Hz off, contradicted from twice as far");
    }
}
