namespace SleepVLM.Engine.Simulation;

/// <summary>Figures that are true of one simulated epoch, beside its stage and events.</summary>
/// <param name="ChinMicrovolts">RMS of the chin channel as recorded, microvolts.</param>
/// <param name="ChinToneShare">The same, relative to the median of the night's wake epochs (of all epochs where none is wake).</param>
/// <param name="AlphaShare">Part of the epoch with visible occipital alpha, 0 to 1.</param>
/// <param name="SlowWaveSeconds">Seconds of the epoch that frontal slow waves above 75 microvolts cover on a scorer's screen.</param>
/// <param name="ArousalSeconds">Seconds that arousals cover.</param>
/// <param name="MovementSeconds">Seconds that body movements cover.</param>
public sealed record EpochTruth(
    double ChinMicrovolts, double ChinToneShare, double AlphaShare, double SlowWaveSeconds, double ArousalSeconds, double MovementSeconds);
