namespace SleepVLM.Contracts;

/// <summary>What is wrong with the signal of one channel; several may hold at once.</summary>
[Flags]
public enum SignalFault
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>No signal: the trace does not move.</summary>
    Flat = 1,
    /// <summary>The peaks are cut off at the limit of the recorder.</summary>
    Clipped = 2,
    /// <summary>The trace stands at the limit of the recorder.</summary>
    Saturated = 4,
    /// <summary>An electrode that is not connected: noise and mains without physiology.</summary>
    Disconnected = 8,
    /// <summary>Mains hum outweighs the signal.</summary>
    MainsHum = 16,
    /// <summary>The heart beat is seen in the trace.</summary>
    Ecg = 32,
    /// <summary>Slow drifts of sweat or breathing.</summary>
    Sweat = 64,
    /// <summary>Amplitude larger or smaller than physiology allows.</summary>
    Implausible = 128,
    /// <summary>Amplitude that another unit would explain (millivolts or volts taken for microvolts).</summary>
    WrongUnit = 256,
}

/// <summary>Signal quality of one channel in one epoch.</summary>
/// <param name="Channel">Place in the montage.</param>
/// <param name="Derivation">What is really measured.</param>
/// <param name="Faults">What is wrong.</param>
/// <param name="UnusableSeconds">Whole seconds of the epoch that no detector may use, 0 to 30.</param>
/// <param name="IsAssessable">Whether enough of the epoch can be used.</param>
public sealed record SignalQuality(ChannelRole Channel, Derivation Derivation, SignalFault Faults, int UnusableSeconds, bool IsAssessable);
