namespace SleepVLM.Contracts;

/// <summary>What the signal of one epoch shows, independent of any decision. A missing value could not be assessed.</summary>
/// <param name="Index">Which epoch.</param>
/// <param name="SlowWaveSeconds">Seconds of 0.5-2 Hz waves above 75 uV peak to peak in the frontal derivation or its stand-in.</param>
/// <param name="AlphaPercent">Share of the epoch with 8-13 Hz rhythm in the occipital derivation or its stand-in, percent.</param>
/// <param name="ChinToneMicrovolts">Mean rectified chin EMG, microvolts.</param>
/// <param name="Other">Further measurements by name, for a decider that needs them.</param>
public sealed record EpochMeasurements(
    EpochIndex Index,
    Measurement? SlowWaveSeconds,
    Measurement? AlphaPercent,
    Measurement? ChinToneMicrovolts,
    IReadOnlyDictionary<string, Measurement> Other);

/// <summary>What the whole recording shows, learned once.</summary>
/// <param name="ChinToneLowMicrovolts">5th percentile of the epochs' chin tone; null without chin EMG.</param>
/// <param name="ChinToneMedianMicrovolts">Median of the epochs' chin tone.</param>
/// <param name="ChinToneHighMicrovolts">95th percentile of the epochs' chin tone.</param>
/// <param name="IsAlphaProducer">Whether any part of the night holds clear alpha rhythm; null where it cannot be told.</param>
public sealed record NightMeasurements(
    double? ChinToneLowMicrovolts, double? ChinToneMedianMicrovolts, double? ChinToneHighMicrovolts, bool? IsAlphaProducer)
{
    /// <summary>The subject's alpha frequency, hertz; null where the night holds less than ten seconds of alpha rhythm.</summary>
    public double? AlphaHz { get; init; }

    /// <summary>Root mean square of 0.5-30 Hz in the median second of the central derivation or its stand-in, microvolts: the scale of the EEG.</summary>
    public double? EegMicrovoltsRms { get; init; }
}
