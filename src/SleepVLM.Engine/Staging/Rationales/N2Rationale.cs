using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Why an epoch is N2: N2.1 a located spindle or K complex, N2.2 continuation, N2.3 what is left after N3.</summary>
internal static class N2Rationale
{
    public static void Write(Narrator n)
    {
        var (reading, draft) = (n.Reading, n.Draft);
        var marks = reading.Spindles is not null || reading.KComplexes is not null;
        var late = !reading.SleepMarkInFirstHalf && reading.SleepMarkLateInPrevious;
        if (late) draft.Lead(n.Events.LateMark());
        draft.Lead(n.Events.Marks());
        if (reading.SleepMarkInFirstHalf) draft.Conclude(MarkConclusion(n), AfterN3(reading) ? ["N2.1", "N2.3"] : ["N2.1"]);
        else if (late) draft.Conclude(MarkConclusion(n), ["N2.1"]);
        else if (AfterN3(reading)) draft.Conclude(AfterN3Conclusion(n), ["N2.3"]);
        else if (reading.Previous is SleepStage.N2) draft.Conclude(Continuation(reading, marks, n.Prose), ["N2.2"]);
        else draft.Conclude(Weak(n, marks), reading.MarksKnown ? [] : ["N2.1"]);

        EndOfStage.Tell(n);
        if (reading.ReachesN3) draft.Lead(n.Background.SlowWaveAmount());
        else if (!marks || reading.SlowWaves is null) draft.Lead(n.Background.Background());
        else draft.Support(n.Background.SlowWavesIfNew, 0.75);
        if (!reading.SleepMarkLateInPrevious && reading.Previous is not SleepStage.N2) draft.Support(n.Events.NoMarks, 0.8);
        n.AddSurroundings();
    }

    private static bool AfterN3(EpochReading reading) => reading.Previous is SleepStage.N3 && reading.SlowWaves is not null && !reading.ReachesN3;

    private static string MarkConclusion(Narrator n)
    {
        var (reading, prose) = (n.Reading, n.Prose);
        if (reading.ReachesN3) return BordersOnN3(prose);
        if (reading.SlowWaves is null || prose.Chance(0.5))
            return prose.Pick([
                "It is therefore scored N2.", "With marks of this kind it is scored N2.", "This is enough to score N2.", "With such a mark the epoch is scored N2.",
                "That meets the definition of N2.", "Marks of this kind make it N2.", "On this ground it is scored N2."]);
        n.Context.RuledOut = true;
        return prose.Pick([
            "Slow waves stay below a fifth of the epoch, and it is scored N2.",
            "With slow waves under a fifth of the epoch this is N2.",
            "Slow waves fall short of a fifth of the epoch, which leaves N2.",
            "Slow waves under a fifth of the epoch rule out N3, and it is scored N2.",
            "As slow waves stay under a fifth of the epoch, N3 is not reached and it is scored N2."]);
    }

    private static string BordersOnN3(Prose prose) => prose.Pick([
        "Slow waves reach a fifth of the epoch, so the score N2 borders on N3.",
        "With so many slow waves the score N2 is uncertain and N3 is near."]);

    private static string AfterN3Conclusion(Narrator n)
    {
        n.Context.RuledOut = true;
        return n.Prose.Pick([
            "After N3 the slow waves no longer reach a fifth of the epoch and nothing points to waking, so it is scored N2.",
            "The preceding epoch is N3, but slow waves fall short of a fifth of this one, so it is scored N2."]);
    }

    private static string Continuation(EpochReading reading, bool marks, Prose prose)
    {
        if (reading.ReachesN3) return BordersOnN3(prose);
        if (reading.Arousal is not null)
            return prose.Pick(["N2 of the preceding epoch is interrupted by the arousal, so the score N2 is uncertain.", "The preceding epoch is N2; with the arousal it is scored N2 with caution."]);
        if (!reading.MarksKnown)
            return prose.Pick(["The preceding epoch is N2 and the background has not changed, so N2 continues.", "The N2 of the preceding epoch goes on, as nothing measured here points to another stage."]);
        if (marks)
            return prose.Pick(["The first half has no such mark, but the preceding epoch is N2 and N2 continues.", "The first half is without a mark, yet N2 continues from the preceding epoch."]);
        if (!reading.ArousalsKnown)
            return prose.Pick(["No spindle or K complex is seen, but the preceding epoch is N2 and N2 continues.", "Without spindle or K complex the N2 of the preceding epoch continues."]);
        return prose.Pick([
            "No spindle or K complex is seen, but the preceding epoch is N2 and no arousal interrupts it, so N2 continues.",
            "Without spindle, K complex or arousal the N2 of the preceding epoch continues.",
            "N2 continues from the preceding epoch, as no arousal has ended it, though there is no spindle or K complex."]);
    }

    private static string Weak(Narrator n, bool marks)
    {
        var (reading, prose) = (n.Reading, n.Prose);
        if (reading.ReachesN3) return BordersOnN3(prose);
        if (marks) return prose.Pick(["The first half has no such mark, so it is a transition, scored N2 with caution.", "Without a mark in the first half the score N2 is uncertain."]);
        if (!reading.MarksKnown && n.Background.IsMixedFrequency)
            return prose.Pick(["Spindles and K complexes were not looked for, and it is scored N2 from the background alone.", "The background fits N2, though spindles and K complexes were not looked for."]);
        if (!reading.MarksKnown || reading.SlowWaves is null) return prose.Pick(["What is measured does not settle the stage, so the score N2 is uncertain.", "The evidence for N2 in this epoch is thin, and the score remains uncertain."]);
        return prose.Pick(["The marks of N2 are missing, so the score N2 is uncertain.", "It is a mixed epoch, scored N2 with caution."]);
    }
}
