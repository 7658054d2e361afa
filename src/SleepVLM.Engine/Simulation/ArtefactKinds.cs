namespace SleepVLM.Engine.Simulation;

/// <summary>What can be wrong with a simulated channel; several may be asked for at once.</summary>
[Flags]
public enum ArtefactKinds
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>The heart beat in the trace.</summary>
    Ecg = 1,
    /// <summary>Slow swings of sweat under an electrode.</summary>
    Sweat = 2,
    /// <summary>Mains hum.</summary>
    Mains = 4,
    /// <summary>An electrode that jumps.</summary>
    ElectrodePop = 8,
    /// <summary>An electrode that has come off.</summary>
    Detached = 16,
    /// <summary>A signal beyond the limits of the converter.</summary>
    Clipping = 32,
    /// <summary>All of them.</summary>
    All = Ecg | Sweat | Mains | ElectrodePop | Detached | Clipping,
}

/// <summary>A stretch of one channel that a technologist would note, as it is known from the simulation.</summary>
/// <param name="Kind">One kind.</param>
/// <param name="Derivation">The channel.</param>
/// <param name="OnsetSeconds">Start, seconds from the start of the recording.</param>
/// <param name="DurationSeconds">Length, seconds.</param>
/// <param name="AmplitudeMicrovolts">Size: R wave, peak to peak of the swings or of the hum, the jump; the limit that is reached; 0 for a lead that gives nothing.</param>
/// <param name="FrequencyHz">Hertz: of the mains, of the heart; 0 where it has none.</param>
public sealed record SignalArtefact(
    ArtefactKinds Kind, Contracts.Derivation Derivation, double OnsetSeconds, double DurationSeconds, double AmplitudeMicrovolts, double FrequencyHz)
{
    /// <summary>One past the last moment, seconds from the start of the recording.</summary>
    public double EndSeconds => OnsetSeconds + DurationSeconds;
}
