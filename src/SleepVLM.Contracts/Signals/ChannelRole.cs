namespace SleepVLM.Contracts;

/// <summary>The six places a staging montage has, top to bottom of the picture (AASM manual, recommended derivations).</summary>
public enum ChannelRole
{
    /// <summary>Frontal EEG, F4-M1: slow waves, K complexes.</summary>
    F4,
    /// <summary>Central EEG, C4-M1: spindles, vertex waves.</summary>
    C4,
    /// <summary>Occipital EEG, O2-M1: alpha rhythm.</summary>
    O2,
    /// <summary>Left EOG, E1 against a mastoid.</summary>
    LOC,
    /// <summary>Right EOG, E2 against a mastoid.</summary>
    ROC,
    /// <summary>Chin EMG: muscle tone.</summary>
    Chin,
}
