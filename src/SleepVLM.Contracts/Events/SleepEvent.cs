namespace SleepVLM.Contracts;

/// <summary>What a scorer looks for in a trace.</summary>
public enum SleepEventKind
{
    /// <summary>A stretch of 8-13 Hz, largest over the occiput.</summary>
    AlphaRhythm,
    /// <summary>11-16 Hz for 0.5 s or longer, largest in the centre.</summary>
    Spindle,
    /// <summary>A steep negative wave and a positive one after it, at least 0.5 s, largest in front.</summary>
    KComplex,
    /// <summary>A wave of 0.5-2 Hz above 75 uV peak to peak.</summary>
    SlowWave,
    /// <summary>Opposite deflection of both EOG channels whose first flank takes less than 0.5 s.</summary>
    RapidEyeMovement,
    /// <summary>Rolling deflection of both EOG channels whose first flank takes more than 0.5 s.</summary>
    SlowEyeMovement,
    /// <summary>Eye blink.</summary>
    Blink,
    /// <summary>Sharp wave shorter than 0.5 s, largest in the centre.</summary>
    VertexWave,
    /// <summary>Train of pointed waves of 2-6 Hz.</summary>
    SawtoothWaves,
    /// <summary>Abrupt change to faster EEG for 3 s or more.</summary>
    Arousal,
    /// <summary>Movement that hides the EEG.</summary>
    BodyMovement,
}

/// <summary>One event of a night: known because it was simulated, or found by a detector (<see cref="DetectedEvent"/>).</summary>
/// <param name="Kind">What it is.</param>
/// <param name="OnsetSeconds">Start, seconds from the start of the recording.</param>
/// <param name="DurationSeconds">Length, seconds.</param>
/// <param name="Channel">Where it is largest.</param>
/// <param name="AmplitudeMicrovolts">Peak to peak, microvolts; 0 for an arousal, which is a change and not a wave.</param>
/// <param name="FrequencyHz">Hertz; 0 where it has none.</param>
public record SleepEvent(
    SleepEventKind Kind, double OnsetSeconds, double DurationSeconds, ChannelRole Channel, double AmplitudeMicrovolts, double FrequencyHz)
{
    /// <summary>One past the last moment, seconds from the start of the recording.</summary>
    public double EndSeconds => OnsetSeconds + DurationSeconds;
}
