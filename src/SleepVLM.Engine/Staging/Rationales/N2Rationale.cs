using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Why an epoch is N2: N2.1 a located spindle or K complex, N2.2 continuation, N2.3 what is left after N3.</summary>
internal static class N2Rationale
{
    public static void Write(Draft draft, EpochReading reading, CommonStatements common, Prose prose)
    {
        var marks = reading.Spindles is not null || reading.KComplexes is not null;
        var late = !reading.SleepMarkInFirstHalf && reading.SleepMarkLateInPrevious;
        if (late) draft.Lead(LateMark(reading, prose));
        if (marks && !late) draft.Lead(Marks(common, prose));
        if (reading.SleepMarkInFirstHalf) draft.Conclude(MarkConclusion(reading, prose), AfterN3(reading) ? ["N2.1", "N2.3"] : ["N2.1"]);
        else if (late) draft.Conclude(MarkConclusion(reading, prose), "N2.1");
        else if (AfterN3(reading)) draft.Conclude(AfterN3Conclusion(prose), "N2.3");
        else if (reading.Previous is SleepStage.N2) draft.Conclude(Continuation(reading, marks, prose), "N2.2");
        else draft.Conclude(Weak(reading, common, marks, prose), "N2.1");

        if (reading.ReachesN3) draft.Lead(common.SlowWaveAmount());
        else if (!marks || reading.SlowWaves is null) draft.Lead(common.Background());
        else draft.Support(common.Background());
        if (late && marks) draft.Support(Marks(common, prose));
        if (!marks && !reading.SleepMarkLateInPrevious && reading.Previous is not SleepStage.N2) draft.Support(common.SleepMarks());
        draft.Support(common.Arousal());
        draft.Support(common.ChinIfNew());
        draft.Support(common.Eyes());
        if (reading.AlphaPercentRounded < 50) draft.Support(common.AlphaIfNew());
        draft.Support(common.Movement());
        draft.Support(common.NotAssessable());
        draft.Support(common.Neighbours());
    }

    private static bool AfterN3(EpochReading reading) => reading.Previous is SleepStage.N3 && reading.SlowWaves is not null && !reading.ReachesN3;

    private static string Marks(CommonStatements common, Prose prose)
    {
        var (names, many) = (common.NameSleepMarks(), common.ManySleepMarks);
        return prose.Pick(
            $"{Prose.Capital(names)} {(many ? "stand" : "stands")} out from the background.",
            $"{Prose.Capital(names)} {(many ? "are" : "is")} seen.",
            $"There {(many ? "are" : "is")} {names}.",
            $"The epoch shows {names}.");
    }

    private static string LateMark(EpochReading reading, Prose prose)
    {
        var (spindle, complex) = (reading.LateInPrevious(SleepEventKind.Spindle), reading.LateInPrevious(SleepEventKind.KComplex));
        var name = spindle is not null && complex is not null ? "A spindle and a K complex" : spindle is not null ? "A sleep spindle" : "A K complex";
        var where = (complex ?? spindle)!.Where;
        return spindle is not null && complex is not null && spindle.Where != complex.Where
            ? prose.Pick($"{name} fall in the last half of the preceding epoch.", $"{name} came in the last half of the preceding epoch.")
            : prose.Pick($"{name} in {where} came in the last half of the preceding epoch.", $"The last half of the preceding epoch held {Lower(name)} in {where}.");
    }

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string MarkConclusion(EpochReading reading, Prose prose)
    {
        if (reading.ReachesN3) return BordersOnN3(prose);
        if (reading.SlowWaves is null || prose.Chance(0.5)) return prose.Pick("It is therefore scored N2.", "Marks of this kind define N2.", "This is enough to score N2.");
        return prose.Pick(
            "Slow waves stay below a fifth of the epoch, and it is scored N2.",
            "With slow waves under a fifth of the epoch this is N2.");
    }

    private static string BordersOnN3(Prose prose) => prose.Pick(
        "Slow waves reach a fifth of the epoch, so the score N2 borders on N3.",
        "With so many slow waves the score N2 is uncertain and N3 is near.");

    private static string AfterN3Conclusion(Prose prose) => prose.Pick(
        "After N3 the slow waves no longer reach a fifth of the epoch and nothing points to waking, so it is scored N2.",
        "The preceding epoch is N3, but slow waves fall short of a fifth of this one, so it is scored N2.");

    private static string Continuation(EpochReading reading, bool marks, Prose prose)
    {
        if (reading.ReachesN3) return BordersOnN3(prose);
        if (reading.Arousal is not null)
            return prose.Pick("N2 of the preceding epoch is interrupted by the arousal, so the score N2 is uncertain.", "The preceding epoch is N2; with the arousal it is scored N2 with caution.");
        if (!reading.MarksKnown)
            return prose.Pick("The preceding epoch is N2 and the background has not changed, so N2 continues.", "The N2 of the preceding epoch goes on, as nothing measured here points to another stage.");
        if (marks)
            return prose.Pick("The first half has no such mark, but the preceding epoch is N2 and N2 continues.", "The first half is without a mark, yet N2 continues from the preceding epoch.");
        if (!reading.ArousalsKnown)
            return prose.Pick("No spindle or K complex is seen, but the preceding epoch is N2 and N2 continues.", "Without spindle or K complex the N2 of the preceding epoch continues.");
        return prose.Pick(
            "No spindle or K complex is seen, but the preceding epoch is N2 and no arousal interrupts it, so N2 continues.",
            "Without spindle, K complex or arousal the N2 of the preceding epoch continues.",
            "N2 continues from the preceding epoch, as no arousal has ended it, though there is no spindle or K complex.");
    }

    private static string Weak(EpochReading reading, CommonStatements common, bool marks, Prose prose)
    {
        if (reading.ReachesN3) return BordersOnN3(prose);
        if (marks) return prose.Pick("The first half has no such mark, so it is a transition, scored N2 with caution.", "Without a mark in the first half the score N2 is uncertain.");
        if (!reading.MarksKnown && common.IsMixedFrequency)
            return prose.Pick("Spindles and K complexes were not looked for, and it is scored N2 from the background alone.", "The background fits N2, though spindles and K complexes were not looked for.");
        if (!reading.MarksKnown || reading.SlowWaves is null) return prose.Pick("What is measured does not settle the stage, so the score N2 is uncertain.", "The evidence for N2 in this epoch is thin, and the score remains uncertain.");
        return prose.Pick("The marks of N2 are missing, so the score N2 is uncertain.", "It is a mixed epoch, scored N2 with caution.");
    }
}
