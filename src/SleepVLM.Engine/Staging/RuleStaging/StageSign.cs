namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>What a scorer weighs in one epoch, as numbers. Levels in dB are read against the night's own, so that sleepers and amplifiers cancel.</summary>
internal enum StageSign
{
    /// <summary>1 where EEG can be assessed: carries what the EEG group is wrong by without its signs.</summary>
    EegPresent,
    /// <summary>0.5-4 Hz over its level in the night's deep sleep, dB.</summary>
    SlowActivity,
    /// <summary>4-8 Hz likewise.</summary>
    Theta,
    /// <summary>8-13 Hz likewise.</summary>
    Alpha,
    /// <summary>11-16 Hz likewise.</summary>
    Sigma,
    /// <summary>16-30 Hz likewise.</summary>
    Beta,
    /// <summary>25-35 Hz likewise: mostly muscle.</summary>
    Muscle,
    /// <summary>0.5-4 Hz over the night's median, dB.</summary>
    SlowActivityInNight,
    /// <summary>How far 4-8 Hz of single seconds ranges within the epoch, dB: theta bursts.</summary>
    ThetaUnrest,
    /// <summary>11-16 Hz likewise: spindles over a quiet background.</summary>
    SigmaUnrest,
    /// <summary>Seconds of slow wave, at most 15.</summary>
    SlowWaves,
    /// <summary>Seconds of slow wave over the 6 s of rule N3.1, within 2 s of it.</summary>
    SlowWavesOverRule,
    /// <summary>Root of the seconds of spindle, at most 2.</summary>
    Spindles,
    /// <summary>K complexes, at most 3.</summary>
    KComplexes,
    /// <summary>Share of alpha, 0 to 1.</summary>
    AlphaShare,
    /// <summary>Share of alpha over the half of rule W.1, from -1 (20 points below) to 1.</summary>
    AlphaOverRule,
    /// <summary>1 where both EOG channels can be assessed.</summary>
    EyesPresent,
    /// <summary>Natural logarithm of 1 + rapid eye movements.</summary>
    RapidEyeMovements,
    /// <summary>1 where there is any rapid eye movement.</summary>
    AnyRapidEyeMovement,
    /// <summary>Share of slow rolling of the eyes, 0 to 1.</summary>
    SlowEyeMovements,
    /// <summary>Natural logarithm of 1 + blinks.</summary>
    Blinks,
    /// <summary>1 where the chin can be read against the night.</summary>
    ChinPresent,
    /// <summary>Place of the chin's baseline tone in the night's range, from -0.3 to 1.3; 0 is the 5th and 1 the 95th percentile.</summary>
    ChinTone,
    /// <summary>1 where that place is below 0.2.</summary>
    ChinToneLow,
    /// <summary>1 where there are rapid eye movements and the chin tone lies in the lowest third of the night's range, as rule R.1 has it.</summary>
    EyeMovementsOverLowTone,
    /// <summary>1 where there are rapid eye movements and the chin tone lies above that, as rule W.3 has it.</summary>
    EyeMovementsOverTone,
}
