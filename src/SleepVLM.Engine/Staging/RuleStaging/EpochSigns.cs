using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>The measurements of one epoch that the rules look at. Null where not assessable.</summary>
/// <param name="Index">Which epoch.</param>
/// <param name="SlowWaveSeconds">Seconds of slow wave.</param>
/// <param name="AlphaPercent">Share of alpha.</param>
/// <param name="Fast">Power of 16-30 Hz, dB.</param>
/// <param name="DepthDb">Power of 0.5-4 Hz over that of 16-30 Hz, dB: grows with depth of sleep.</param>
/// <param name="ChinPlace">Chin tone in the night's range, 0 to 1.</param>
/// <param name="RapidEyeMovements">Their number.</param>
/// <param name="MovementSeconds">Seconds obscured by movement.</param>
/// <param name="MarksFirstHalf">Spindles and K complexes of the first half.</param>
/// <param name="MarksLastHalf">Those of the last half.</param>
internal sealed record EpochSigns(
    EpochIndex Index, double? SlowWaveSeconds, double? AlphaPercent, Measurement? Fast, double? DepthDb, double? ChinPlace,
    int? RapidEyeMovements, double MovementSeconds, int MarksFirstHalf, int MarksLastHalf)
{
    private static readonly ChannelRole[] BackgroundRoles = [ChannelRole.C4, ChannelRole.F4, ChannelRole.O2];

    public double? FastDb => Fast?.Value;

    /// <summary>Fast activity over the night's deep sleep, as a rationale may cite it.</summary>
    public Measurement? FastActivityRise(NightScale scale) =>
        Fast is null || scale.SleepFastDb is not { } deep ? null : Fast with { Name = "fast activity over deep sleep", Value = Fast.Value - deep };

    public int Marks => MarksFirstHalf + MarksLastHalf;

    /// <summary>Whether spindles and K complexes of the epoch are believed: in fast, shallow EEG they are mostly noise.</summary>
    public static bool HoldsMarks(EpochMeasurements measured, RuleStagerSettings settings) =>
        BandDb(measured, EegBand.Beta) is not { } fast
        || 10 * Math.Log10(Power(BandDb(measured, EegBand.Delta)) + Power(BandDb(measured, EegBand.Theta))) - fast >= settings.LeastSlowRatioForMarksDb;

    public static EpochSigns Of(EpochMeasurements measured, LocatedEvents events)
    {
        double? Other(string name) => Value(measured, name);
        var fast = Band(measured, EegBand.Beta);
        var index = measured.Index;
        return new EpochSigns(
            index, measured.SlowWaveSeconds?.Value, measured.AlphaPercent?.Value, fast,
            BandDb(measured, EegBand.Delta) - fast?.Value,
            Other(MeasurementNames.ChinTonePlace) / 100,
            Other(MeasurementNames.FastEyeMovements) is null ? null : events.In(index).Count(e => e.Kind == SleepEventKind.RapidEyeMovement),
            Other(MeasurementNames.MovementSeconds) ?? 0,
            events.Marks(index, 0, 15), events.Marks(index, 15, 30));
    }

    private static double? Value(EpochMeasurements measured, string name) =>
        measured.Other.TryGetValue(name, out var m) && double.IsFinite(m.Value) ? m.Value : null;

    private static double? BandDb(EpochMeasurements measured, EegBand band) => Band(measured, band)?.Value;

    private static Measurement? Band(EpochMeasurements measured, EegBand band)
    {
        foreach (var role in BackgroundRoles)
            if (measured.Other.TryGetValue(MeasurementNames.BandPower(role, band), out var power) && double.IsFinite(power.Value)) return power;
        return null;
    }

    private static double Power(double? decibels) => Math.Pow(10, (decibels ?? -120) / 10);
}
