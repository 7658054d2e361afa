using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Where an epoch's chin tone lies in the night's own range.</summary>
public enum ChinTone
{
    /// <summary>In the lowest third.</summary>
    Low,
    /// <summary>In the middle third.</summary>
    Moderate,
    /// <summary>In the highest third.</summary>
    High,
}

/// <summary>Reads chin tone against the night.</summary>
public static class ChinTones
{
    /// <summary>
    /// The third of the night's range (5th to 95th percentile, logarithmic because tone varies by factors) that the tone lies in; null where either
    /// is unknown or the night's range is too narrow, less than a factor of 1.3, to speak of low and high.
    /// </summary>
    public static ChinTone? Of(Measurement? toneMicrovolts, NightMeasurements night)
    {
        return ChinRange.PlacePercent(toneMicrovolts, night) is not { } place ? null
            : place < 100 / 3.0 ? ChinTone.Low : place < 200 / 3.0 ? ChinTone.Moderate : ChinTone.High;
    }
}
