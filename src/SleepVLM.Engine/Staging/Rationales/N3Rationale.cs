using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Why an epoch is N3: slow waves over a fifth of it (N3.1).</summary>
internal static class N3Rationale
{
    public static void Write(Narrator n)
    {
        n.Draft.Lead(n.Reading.SlowWaves is null ? n.Background.Background() : n.Background.SlowWaveAmount());
        n.Draft.Conclude(Conclusion(n.Reading, n.Prose), ["N3.1"]);
        EndOfStage.Tell(n);
        n.Draft.Support(n.Events.Marks, 0.7);
        n.AddSurroundings();
    }

    private static string Conclusion(EpochReading reading, Prose prose)
    {
        if (reading.SlowWaves is null)
            return prose.Pick(["The amount of slow waves is unknown, so the score N3 is uncertain.", "Without a measure of slow waves the evidence is thin and the score N3 is uncertain."]);
        if (reading is { ReachesN3: true, SlowWaveSecondsRounded: <= 7 })
            return prose.Pick([
                "Slow waves only just reach a fifth of the epoch, which is enough to score N3.",
                "Slow waves reach a fifth of the epoch with little to spare, so it is scored N3."]);
        if (reading.ReachesN3)
            return prose.Pick([
                "Slow waves reach a fifth of the epoch, the amount that defines N3.",
                "With slow waves over at least a fifth of the epoch it is N3.",
                "As slow waves reach a fifth of the epoch, it is scored N3.",
                "Slow waves for more than a fifth of the epoch leave no doubt of N3.",
                "Deep sleep with slow waves for at least a fifth of the epoch is scored N3."]);
        if (reading.Previous is SleepStage.N3 || reading.Next is SleepStage.N3)
            return prose.Pick([
                "Slow waves fall short of a fifth of the epoch; beside an epoch of N3 it is scored N3 with caution.",
                "Slow waves are under a fifth of the epoch, but a neighbouring epoch is N3 and it is scored N3 with caution."]);
        return prose.Pick([
            "Slow waves fall short of a fifth of the epoch, so the score N3 is uncertain and N2 is near.",
            "Slow waves are under a fifth of the epoch: a borderline score of N3 with N2 near."]);
    }
}
