using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Rules N2.4 and R.3: this epoch ends the N2 or R of the epoch before, for one of the reasons that the rules name.</summary>
internal static class EndOfStage
{
    /// <summary>Adds the rule and its sentence where one of them holds.</summary>
    public static void Tell(Narrator n)
    {
        var reading = n.Reading;
        if (reading.Previous is SleepStage.N2 && EndsN2(reading))
            n.Draft.AlsoHolds("N2.4", n.Prose.Pick(["This ends the N2 of the preceding epoch.", "The N2 of the preceding epoch ends here.", "N2 of the preceding epoch has ended."], "end of N2"));
        else if (reading.Previous is SleepStage.R && EndsR(reading))
            n.Draft.AlsoHolds("R.3", n.Prose.Pick(["This ends the R of the preceding epoch.", "The REM sleep of the preceding epoch ends here.", "R of the preceding epoch has ended."], "end of R"));
    }

    /// <summary>A change to W, N3 or R; an arousal; a movement with slow eye movements after it.</summary>
    private static bool EndsN2(EpochReading reading) => reading.Stage switch
    {
        SleepStage.W or SleepStage.N3 or SleepStage.R => true,
        SleepStage.N1 => reading.ArousalBetween || (reading.MajorMovement && reading.SlowEyeMovements is not null),
        _ => false,
    };

    /// <summary>A change to W or N3; tone that is no longer low or an arousal with slow eye movements, in N1; a mark without rapid eye movements, in N2.</summary>
    private static bool EndsR(EpochReading reading) => reading.Stage switch
    {
        SleepStage.W or SleepStage.N3 => true,
        SleepStage.N1 => reading.Chin is ChinTone.Moderate or ChinTone.High || (reading.ArousalBetween && reading.SlowEyeMovements is not null),
        SleepStage.N2 => (reading.Spindles is not null || reading.KComplexes is not null) && reading is { RapidEyeMovementsKnown: true, RapidEyeMovements: null },
        _ => false,
    };
}
