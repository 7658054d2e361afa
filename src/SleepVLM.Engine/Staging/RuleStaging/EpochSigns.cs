using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Engine.Simulation;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>The measurements of one epoch that the rules look at. Null where not assessable.</summary>
/// <param name="SlowWaveSeconds">Seconds of slow wave.</param>
/// <param name="AlphaPercent">Share of alpha.</param>
/// <param name="FastRise">Power of 16-30 Hz over its level in deep sleep, dB.</param>
/// <param name="DepthDb">Power of 0.5-4 Hz over that of 16-30 Hz, dB.</param>
/// <param name="ChinPlace">Chin tone in the night's range, 0 to 1.</param>
/// <param name="RapidEyeMovements">Their number.</param>
/// <param name="MovementSeconds">Seconds obscured by movement.</param>
/// <param name="MarksFirstHalf">Spindles and K complexes of the first half.</param>
/// <param name="MarksLastHalf">Those of the last half.</param>
internal sealed record EpochSigns(
    double? SlowWaveSeconds, double? AlphaPercent, Measurement? FastRise, double? DepthDb, double? ChinPlace,
    int? RapidEyeMovements, double MovementSeconds, int MarksFirstHalf, int MarksLastHalf)
{
    public bool HasEeg => FastRise is not null;

    public int Marks => MarksFirstHalf + MarksLastHalf;

    public static EpochSigns Of(EpochMeasurements measured, LocatedEvents events, FastActivity fast)
    {
        double? Other(string name) => measured.Other.TryGetValue(name, out var m) && double.IsFinite(m.Value) ? m.Value : null;
        var index = measured.Index;
        return new EpochSigns(
            measured.SlowWaveSeconds?.Value, measured.AlphaPercent?.Value, fast.RiseOf(measured), FastActivity.DepthDb(measured),
            Other(MeasurementNames.ChinTonePlace) / 100,
            Other(MeasurementNames.FastEyeMovements) is null ? null : events.In(index).Count(e => e.Kind == SleepEventKind.RapidEyeMovement),
            Other(MeasurementNames.MovementSeconds) ?? 0, events.Marks(index, 0, 15), events.Marks(index, 15, 30));
    }
}
