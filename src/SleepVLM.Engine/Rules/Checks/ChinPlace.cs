using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Where an epoch's chin tone lies in the night's range.</summary>
/// <param name="MeanPercent">Place of the mean, percent.</param>
/// <param name="BaselinePercent">Place of the baseline between twitches, percent; that of the mean where it was not measured.</param>
/// <param name="Baseline">The baseline, where measured.</param>
internal readonly record struct ChinPlace(double MeanPercent, double BaselinePercent, Measurement? Baseline)
{
    /// <summary>Null where tone or range is unknown or the range too narrow.</summary>
    public static ChinPlace? Of(RuleCheckContext context)
    {
        if (ChinRange.PlacePercent(context.Measured.ChinToneMicrovolts, context.Night) is not { } mean) return null;
        var baseline = context.Measured.Other.GetValueOrDefault(MeasurementNames.ChinBaseline);
        return new ChinPlace(mean, ChinRange.PlacePercent(baseline, context.Night) ?? mean, baseline);
    }

    /// <summary>Why there is no place, as the start of a sentence.</summary>
    public static string WhyUnknown(RuleCheckContext context) =>
        context.Measured.ChinToneMicrovolts is null ? "Chin tone could not be measured in this epoch"
        : context.Night.ChinToneLowMicrovolts is null || context.Night.ChinToneHighMicrovolts is null ? "The night's range of chin tone is not known"
        : FormattableString.Invariant(
            $"Chin tone hardly varies over this recording ({context.Night.ChinToneLowMicrovolts:F2} to {context.Night.ChinToneHighMicrovolts:F2} uV)");

    /// <summary>Tone and place, as the start of a sentence.</summary>
    public string Describe(RuleCheckContext context) => FormattableString.Invariant(
        $"Chin tone is {context.Measured.ChinToneMicrovolts!.Value:F2} uV, {MeanPercent:F0} % of the way ")
        + FormattableString.Invariant(
            $"from the night's low of {context.Night.ChinToneLowMicrovolts:F2} uV to its high of {context.Night.ChinToneHighMicrovolts:F2} uV");
}
