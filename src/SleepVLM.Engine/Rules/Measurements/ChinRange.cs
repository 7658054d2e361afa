using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>Reads chin tone against the night's own range: absolute microvolts depend on electrodes and skin.</summary>
public static class ChinRange
{
    /// <summary>Below this factor between the 95th and the 5th percentile low and high mean nothing.</summary>
    public const double LeastFactor = 1.3;

    /// <summary>Place between the night's 5th percentile (0 %) and 95th percentile (100 %), logarithmic because tone varies by factors; not clamped.</summary>
    /// <param name="microvolts">Chin tone of an epoch.</param>
    /// <param name="lowMicrovolts">5th percentile of the night.</param>
    /// <param name="highMicrovolts">95th percentile of the night.</param>
    /// <returns>Percent; null where a figure is missing or not positive, or the night's range is below <see cref="LeastFactor"/>.</returns>
    public static double? PlacePercent(double? microvolts, double? lowMicrovolts, double? highMicrovolts) =>
        microvolts > 0 && lowMicrovolts > 0 && highMicrovolts >= LeastFactor * lowMicrovolts
            ? 100 * Math.Log(microvolts.Value / lowMicrovolts.Value) / Math.Log(highMicrovolts.Value / lowMicrovolts.Value)
            : null;

    /// <summary>Place of a tone in the range of a night; see <see cref="PlacePercent(double?, double?, double?)"/>.</summary>
    public static double? PlacePercent(Measurement? tone, NightMeasurements night) =>
        PlacePercent(tone?.Value, night.ChinToneLowMicrovolts, night.ChinToneHighMicrovolts);
}
