using SleepVLM.Contracts;
using static SleepVLM.Contracts.SleepStage;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Does the text argue for the stage that was decided? Speaks only where it argues for another.</summary>
public sealed class StageTextCheck(RuleBook book) : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "stage-text";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        var stage = context.Decision.Stage;
        var weighed = context.Claims.Where(claim => claim is { Epoch: ClaimedEpoch.Target, Stage: not null, Polarity: ClaimPolarity.Uncertain }).ToList();
        var isHedged = weighed.Any(claim => claim.Stage == stage);
        // "N3 cannot be excluded" is no decision; a score that is doubted was made.
        if (!isHedged && !context.StatedHere().Any(claim => claim.Stage == stage) && weighed.Find(claim => NamesAScore(context, claim)) is { } doubted)
            yield return Fault(CheckStrength.Strong, doubted, $"The text weighs {context.Quote(doubted.Span)}, and {stage} is decided.");
        foreach (var claim in context.StatedHere())
        {
            if (claim.Stage is { } named && (named == stage) == (claim.Polarity == ClaimPolarity.Absent))
                yield return Fault(CheckStrength.Strong, claim, $"The text says {context.Quote(claim.Span)}, and {stage} is decided.");
            else if (Against(context, claim) is var (strength, why))
                // A text that calls its own decision uncertain names what speaks against it and argues honestly.
                yield return Fault(isHedged ? strength.AtMost(CheckStrength.Advisory) : strength, claim,
                    $"The text says {context.Quote(claim.Span)}, which {why}, and {stage} is decided.");
        }
    }

    private static bool NamesAScore(RuleCheckContext context, Claim claim) =>
        claim.Span.Of(context.Decision.Rationale.Text).Contains("score", StringComparison.OrdinalIgnoreCase);

    private RuleFinding Fault(CheckStrength strength, Claim claim, FormattableString explanation) =>
        this.Find(RuleVerdict.Contradicted, strength, claim.Rule, explanation).At(claim.Span);

    /// <summary>What the claim, taken as true, has against the decided stage; null for nothing.</summary>
    private (CheckStrength Strength, string Why)? Against(RuleCheckContext context, Claim claim)
    {
        if (context.Cites("MBM.1") || context.Cites("MBM.2")) return null;
        var (stage, needed) = (context.Decision.Stage, 100 * book.Thresholds.SlowWaveSeconds / book.Thresholds.EpochSeconds);
        // Stated amounts are rounded, and may be as far off as they may be off the measured ones.
        var off = 100 * book.Thresholds.StatedSlowWaveSeconds / book.Thresholds.EpochSeconds;
        var (alpha, alphaOff) = (book.Thresholds.AlphaPercent, book.Thresholds.StatedAlphaPercent);
        return (claim.Feature, claim.Polarity) switch
        {
            (ClaimFeature.SlowWave, ClaimPolarity.Absent) when stage == N3 && claim is { SharePercent: null, AmplitudeMicrovolts: null, Times: [] } => (CheckStrength.Strong, "leaves nothing of N3"),
            (ClaimFeature.SlowWave, ClaimPolarity.Present) when stage == N3 && claim.SharePercent?.Most < needed - off => (CheckStrength.Strong, $"is less than the {needed:F0} % of N3"),
            (ClaimFeature.SlowWave, ClaimPolarity.Present) when stage != N3 && claim.SharePercent?.Least > needed + off => (CheckStrength.Strong, $"is more than the {needed:F0} % of N3"),
            (ClaimFeature.AlphaRhythm, ClaimPolarity.Present) when context.Cites("W.1") && claim.SharePercent?.Most < alpha - alphaOff => (CheckStrength.Strong, $"is less than the {alpha:F0} % of rule W.1"),
            (ClaimFeature.AlphaRhythm, ClaimPolarity.Absent) when context.Cites("W.1") && claim is { SharePercent: null, Times: [] } => (CheckStrength.Strong, "leaves nothing of rule W.1"),
            (ClaimFeature.AlphaRhythm, ClaimPolarity.Present) when context.Cites("N1.1") && claim.SharePercent?.Least > alpha + alphaOff => (CheckStrength.Strong, $"is more than the {alpha:F0} % up to which rule N1.1 goes"),
            (ClaimFeature.RapidEyeMovement, ClaimPolarity.Absent) when context.Cites("R.1") => (CheckStrength.Strong, "leaves nothing of rule R.1"),
            (ClaimFeature.ChinTone, ClaimPolarity.Present) when stage == R && claim.Level == ClaimedLevel.High => (CheckStrength.Strong, "is not the low tone of R"),
            (ClaimFeature.Spindle or ClaimFeature.KComplex, ClaimPolarity.Present) when stage is W or R || (stage == N1 && InFirstHalf(claim)) =>
                (stage == N1 || IsArgued(context, stage) ? CheckStrength.Soft : CheckStrength.Strong, "speaks for N2"),
            _ => null,
        };
    }

    /// <summary>Whether the text claims anything that speaks for W or R, beside what speaks against it.</summary>
    private static bool IsArgued(RuleCheckContext context, SleepStage stage) => context.StatedHere().Any(claim => claim.Polarity == ClaimPolarity.Present && (claim.Stage == stage
        || claim.Feature is ClaimFeature.RapidEyeMovement or ClaimFeature.EyeMovement
        || (stage == R && (claim.Feature == ClaimFeature.SawtoothWaves || claim is { Feature: ClaimFeature.ChinTone, Level: ClaimedLevel.Low or ClaimedLevel.Absent }))
        || (stage == W && (claim.Feature is ClaimFeature.AlphaRhythm or ClaimFeature.Blink or ClaimFeature.FastActivity or ClaimFeature.BodyMovement
            || claim is { Feature: ClaimFeature.ChinTone, Level: ClaimedLevel.High or ClaimedLevel.Moderate }))));

    /// <summary>Where rule N2.1 would make the epoch N2; a mark in the second half makes the next one N2.</summary>
    private bool InFirstHalf(Claim claim) => claim.Times.Any(time => time.FromSeconds < book.Thresholds.EpochSeconds / 2);
}
