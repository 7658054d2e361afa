using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Do slow waves fill a fifth of the epoch where N3 is decided, and less where N2 is (rule N3.1)?</summary>
/// <remarks>An epoch that a movement rule decided is not judged. Seconds that could not be measured may hold slow waves and never count against N3.</remarks>
public sealed class SlowWaveShareCheck(RuleBook book) : IRuleCheck
{
    private static readonly RuleId Rule = new("N3.1");

    /// <inheritdoc/>
    public string Id => "slow-wave-share";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        var (stage, measured) = (context.Decision.Stage, context.Measured.SlowWaveSeconds);
        if (stage is not (SleepStage.N2 or SleepStage.N3) || context.Cites("MBM.2")) yield break;
        if (measured is null)
        {
            yield return this.Find(RuleVerdict.NotAssessable, CheckStrength.Strong, Rule,
                $"No EEG derivation of this epoch allows slow waves to be measured, so {stage} stays unproven.");
            yield break;
        }

        var place = MeasuredPlace.Of(context.Montage, measured, ChannelRole.F4);
        var largest = context.Measured.Other.GetValueOrDefault(MeasurementNames.LargestSlowWave);
        var (verdict, strength) = stage == SleepStage.N3 ? JudgeN3(context, measured, place) : JudgeN2(measured, place);
        yield return this.Find(verdict, strength.AtMost(book.Find(Rule)?.Strength ?? CheckStrength.Strong), Rule,
            $"{Explain(measured, place, stage, largest)}.", measured, largest);
    }

    private (RuleVerdict Verdict, CheckStrength Strength) JudgeN3(RuleCheckContext context, Measurement measured, MeasuredPlace place)
    {
        var (needed, margin) = (book.Thresholds.SlowWaveSeconds, book.Thresholds.SlowWaveMarginSeconds);
        if (measured.Value >= needed) return (RuleVerdict.Supported, CheckStrength.Strong);
        return measured.Value + UnusableSeconds(context, measured) >= needed - margin
            ? (RuleVerdict.NotAssessable, CheckStrength.Strong)
            : (RuleVerdict.Contradicted, place.IsStandIn ? CheckStrength.Soft : CheckStrength.Strong);
    }

    private (RuleVerdict Verdict, CheckStrength Strength) JudgeN2(Measurement measured, MeasuredPlace place)
    {
        var (needed, margin) = (book.Thresholds.SlowWaveSeconds, book.Thresholds.SlowWaveMarginSeconds);
        if (measured.Value > needed + margin) return (RuleVerdict.Contradicted, place.IsStandIn ? CheckStrength.Soft : CheckStrength.Strong);
        return measured.Value < needed - margin ? (RuleVerdict.Supported, CheckStrength.Soft) : (RuleVerdict.NotAssessable, CheckStrength.Strong);
    }

    private static double UnusableSeconds(RuleCheckContext context, Measurement measured)
    {
        var channel = context.Montage.Channels.FirstOrDefault(channel => channel.Derivation == measured.Derivation);
        return channel is null ? 0 : context.Measured.Other.GetValueOrDefault(MeasurementNames.UnusableSeconds(channel.Role))?.Value ?? 0;
    }

    private string Explain(Measurement measured, MeasuredPlace place, SleepStage stage, Measurement? largest)
    {
        var (needed, limit) = (book.Thresholds.SlowWaveSeconds, book.Thresholds.SlowWaveMicrovolts);
        var (margin, side) = (Math.Abs(measured.Value - needed), measured.Value >= needed ? "more" : "less");
        var amplitude = largest is null
            ? FormattableString.Invariant($"no wave exceeds {limit:F0} uV")
            : FormattableString.Invariant($"the largest is {largest.Value:F0} uV, {largest.Value - limit:F0} uV above the limit of {limit:F0} uV");
        return FormattableString.Invariant(
            $"Slow waves fill {measured.Value:F1} s of the epoch in {place.Where}, {margin:F1} s {side} than the {needed:F0} s of N3, ")
            + $"where {stage} is decided; {amplitude}";
    }
}
