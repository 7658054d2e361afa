namespace SleepVLM.Contracts;

/// <summary>What a claim is about.</summary>
public enum ClaimFeature
{
    /// <summary>A rule or a stage without a feature of the signal.</summary>
    None,
    /// <summary>8-13 Hz rhythm over the occiput.</summary>
    AlphaRhythm,
    /// <summary>4-8 Hz activity.</summary>
    Theta,
    /// <summary>Low-amplitude mixed-frequency activity (LAMF).</summary>
    MixedFrequency,
    /// <summary>Activity below 4 Hz that is not claimed to be slow waves by amplitude.</summary>
    Delta,
    /// <summary>Waves of 0.5-2 Hz above 75 uV.</summary>
    SlowWave,
    /// <summary>Sleep spindle, 11-16 Hz.</summary>
    Spindle,
    /// <summary>K complex.</summary>
    KComplex,
    /// <summary>Vertex sharp wave.</summary>
    VertexWave,
    /// <summary>Sawtooth waves.</summary>
    SawtoothWaves,
    /// <summary>Rapid eye movement.</summary>
    RapidEyeMovement,
    /// <summary>Slow rolling eye movement.</summary>
    SlowEyeMovement,
    /// <summary>Eye blink.</summary>
    Blink,
    /// <summary>Any eye movement, or none.</summary>
    EyeMovement,
    /// <summary>Tone of the chin EMG.</summary>
    ChinTone,
    /// <summary>Fast activity, beta, 16-30 Hz, muscle activity in the EEG.</summary>
    FastActivity,
    /// <summary>Frequency or amplitude of the background as such.</summary>
    Background,
    /// <summary>EEG arousal.</summary>
    Arousal,
    /// <summary>Body movement or the artefact it leaves.</summary>
    BodyMovement,
    /// <summary>Whether a signal is recorded and can be judged.</summary>
    Signal,
}
