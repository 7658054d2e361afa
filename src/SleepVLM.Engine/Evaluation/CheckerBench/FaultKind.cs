using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>What is made wrong in a right rationale: the faults a checker must find.</summary>
/// <remarks>The first nine are those a language model makes most easily; the five after them were seen in the published system's own examples
/// (SleepVLM, arXiv 2603.26738); the rest are their neighbours.</remarks>
public enum FaultKind
{
    /// <summary>A spindle, K complex or rapid eye movement is told 3 s or more from where it is.</summary>
    ShiftedTime,
    /// <summary>An event is told in an EEG derivation that does not show it.</summary>
    SwappedDerivation,
    /// <summary>A spindle is told where there is none.</summary>
    InventedSpindle,
    /// <summary>A rule is cited that cannot lead to the decided stage.</summary>
    WrongRule,
    /// <summary>Low chin tone is told as high, or high as low.</summary>
    ContradictoryTone,
    /// <summary>The amplitude of an event is told four times too large.</summary>
    WrongAmplitude,
    /// <summary>Another stage is decided than text and rules explain.</summary>
    WrongStage,
    /// <summary>An event is told to last as long as no such event can.</summary>
    ImpossibleDuration,
    /// <summary>Events are told at evenly spaced times.</summary>
    EvenSpacing,

    /// <summary>A wake epoch's tone is told as lower than in wakefulness.</summary>
    WakeToneBelowWake,
    /// <summary>Blinks are told at 5, 10, 15, 20 and 25 s.</summary>
    EvenBlinks,
    /// <summary>A K complex is told at about 0-10 s.</summary>
    WideInterval,
    /// <summary>N2 rests on a spindle that the signal does not hold.</summary>
    PhantomMark,
    /// <summary>A rule is cited whose neighbours are not there.</summary>
    WrongContext,

    /// <summary>Stage and rule are changed together, and the text argues for another stage.</summary>
    TextOfAnotherStage,
    /// <summary>Seconds of slow wave or share of alpha are told far off.</summary>
    WrongAmount,
    /// <summary>A spindle is told at a frequency that is none of a spindle.</summary>
    WrongFrequency,
    /// <summary>An event is told at a time beyond the epoch.</summary>
    TimeBeyondEpoch,
    /// <summary>A derivation is named that the recording lacks.</summary>
    AbsentDerivation,
}

/// <summary>How plainly a fault can be told from the record.</summary>
public static class FaultKinds
{
    /// <summary>Strong: measurement or logic settles it. Soft: it rests on detecting events, where experts differ too.</summary>
    public static CheckStrength Strength(this FaultKind kind) => kind switch
    {
        FaultKind.ShiftedTime or FaultKind.SwappedDerivation or FaultKind.InventedSpindle or FaultKind.EvenSpacing
            or FaultKind.EvenBlinks or FaultKind.WideInterval or FaultKind.PhantomMark => CheckStrength.Soft,
        _ => CheckStrength.Strong,
    };
}
