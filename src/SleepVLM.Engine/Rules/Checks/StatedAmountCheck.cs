using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Mentions;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Do the seconds of slow wave and the share of alpha stated in the text agree with the measured ones?</summary>
/// <remarks>An amount stated for another derivation than the measured one is not assessable.</remarks>
public sealed class StatedAmountCheck(RuleBook book) : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "stated-amount";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var amount in StatedAmounts.In(context.Sentences()))
        {
            if (amount.Term == StatedTerm.SlowWave)
                yield return Judge(
                    context, amount, context.Measured.SlowWaveSeconds, ChannelRole.F4, "slow waves", book.Thresholds.StatedSlowWaveSeconds);
            else if (amount.Term == StatedTerm.Alpha)
                yield return Judge(context, amount, context.Measured.AlphaPercent, ChannelRole.O2, "alpha", book.Thresholds.StatedAlphaPercent);
        }
    }

    private RuleFinding Judge(
        RuleCheckContext context, StatedAmount stated, Measurement? measured, ChannelRole wanted, string what, double tolerance)
    {
        if (measured is null)
            return this.Find(RuleVerdict.NotAssessable, CheckStrength.Strong, null,
                $"The text states '{stated.Group.Quote}' of {what}, which could not be measured in this epoch.");
        var place = MeasuredPlace.Of(context.Montage, measured, wanted);
        if (NamesAnother(context, stated, measured))
        {
            return this.Find(RuleVerdict.NotAssessable, CheckStrength.Strong, null,
                $"The text states '{stated.Group.Quote}' of {what} for another derivation than {measured.Derivation}, where {measured.Value:F1} {measured.Unit} were measured.",
                measured);
        }

        var off = InUnitOf(measured, stated).Distance(measured.Value);
        var verdict = off <= tolerance ? RuleVerdict.Supported : off > 2 * tolerance ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
        return this.Find(verdict, CheckStrength.Strong, null,
            $"The text states '{stated.Group.Quote}' of {what}; {measured.Value:F1} {measured.Unit} were measured in {place.Where}, {off:F1} {measured.Unit} off.",
            measured);
    }

    /// <summary>Seconds and percent of the epoch are two ways to state the same amount.</summary>
    private StatedAmount InUnitOf(Measurement measured, StatedAmount stated)
    {
        var secondsPerPercent = book.Thresholds.EpochSeconds / 100;
        var factor = stated.Group.Unit == measured.Unit ? 1 : measured.Unit == "s" ? secondsPerPercent : 1 / secondsPerPercent;
        return stated with { From = factor * stated.From, To = factor * stated.To };
    }

    private static bool NamesAnother(RuleCheckContext context, StatedAmount stated, Measurement measured)
    {
        var named = ChannelMentions.InSentence(stated.Group.Sentence).Where(channel => channel.Electrode.Length > 0).ToList();
        return named.Count > 0
            && !named.SelectMany(channel => NamedChannels.Matches(context.Montage, channel)).Any(match => match.Derivation == measured.Derivation);
    }
}
