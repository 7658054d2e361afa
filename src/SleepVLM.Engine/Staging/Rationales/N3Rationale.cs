using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Why an epoch is N3: slow waves over a fifth of it (N3.1).</summary>
internal static class N3Rationale
{
    public static void Write(Draft draft, EpochReading reading, CommonStatements common, Prose prose)
    {
        draft.Lead(reading.SlowWaves is null ? common.Background() : common.SlowWaveAmount());
        if (reading.Spindles is not null || reading.KComplexes is not null) draft.Support(common.SleepMarks());
        draft.Support(common.ChinIfNew());
        draft.Support(common.Eyes());
        draft.Support(common.AlphaIfNew());
        draft.Support(common.Arousal());
        draft.Support(common.Movement());
        draft.Support(common.NotAssessable());
        draft.Support(common.Neighbours());
        draft.Conclude(Conclusion(reading, prose), "N3.1");
    }

    private static string Conclusion(EpochReading reading, Prose prose)
    {
        if (reading.SlowWaves is null)
            return prose.Pick("The amount of slow waves is unknown, so the score N3 is uncertain.", "Without a measure of slow waves the evidence is thin and the score N3 is uncertain.");
        if (reading.ReachesN3)
            return prose.Pick(
                "Slow waves reach a fifth of the epoch, the amount that defines N3.",
                "With slow waves over at least a fifth of the epoch it is N3.",
                "As slow waves reach a fifth of the epoch, it is scored N3.",
                "Deep sleep with slow waves for at least a fifth of the epoch is scored N3.");
        if (reading.Previous is SleepStage.N3 || reading.Next is SleepStage.N3)
            return prose.Pick(
                "Slow waves fall short of a fifth of the epoch; beside an epoch of N3 it is scored N3 with caution.",
                "Slow waves are under a fifth of the epoch, but a neighbouring epoch is N3 and it is scored N3 with caution.");
        return prose.Pick(
            "Slow waves fall short of a fifth of the epoch, so the score N3 is uncertain and N2 is near.",
            "Slow waves are under a fifth of the epoch: a borderline score of N3 with N2 near.");
    }
}
