using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Why an epoch is REM sleep: R.1 rapid eye movements over low tone, R.2 the continuation beside R.</summary>
internal static class RemRationale
{
    public static void Write(Narrator n)
    {
        var (reading, draft) = (n.Reading, n.Draft);
        var besideR = reading.Previous is SleepStage.R || reading.Next is SleepStage.R;
        draft.Lead(n.Events.RapidEyeMovements());
        draft.Lead(n.Context.ChinIfNew());
        if (reading.RapidEyeMovements is null || reading.Chin is null) draft.Lead(n.Background.Background());
        else draft.Support(n.Background.Background, 0.75);
        if (reading.RapidEyeMovements is not null) draft.Conclude(WithEyeMovements(reading, n.Prose), ["R.1"]);
        else if (besideR) draft.Conclude(Continuation(reading, n.Prose), ["R.2"]);
        else draft.Conclude(Weak(n), reading.RapidEyeMovementsKnown ? [] : ["R.1"]);
        EndOfStage.Tell(n);
        draft.Support(n.Events.Sawtooth, 0.7);
        draft.Support(() => n.Events.Marks() ?? n.Context.RuleOut() ?? n.Events.NoMarks(), 0.75);
        n.AddSurroundings();
    }

    private static string WithEyeMovements(EpochReading reading, Prose prose) => reading.Chin switch
    {
        ChinTone.Low => prose.Pick([
            "Rapid eye movements over low tone are REM sleep, scored R.",
            "Together this is REM sleep, scored R.",
            "With such eye movements over low tone it is scored R.",
            "With the low tone this makes it R.",
            "Such eye movements over low tone make it R.",
            "Low tone with rapid eye movements decides for R."]),
        null => prose.Pick(["Rapid eye movements in this setting make REM sleep likely, scored R.", "The eye movements decide for R."]),
        ChinTone.Moderate => prose.Pick(["The eye movements decide for R, though tone is not at its lowest.", "Tone is not at its lowest, yet the eye movements make it R.",
            "The eye movements make it R, though tone is only moderate.", "Tone is moderate, but the eye movements decide for R."]),
        _ => prose.Pick(["The tone is not low, so the score R is uncertain.", "The eye movements speak for R, but tone is not low and the score is uncertain."]),
    };

    private static string Continuation(EpochReading reading, Prose prose)
    {
        var side = reading.Previous is SleepStage.R ? "preceding" : "following";
        if (reading.Arousal is not null) return $"The {side} epoch is R; with the arousal it is scored R with caution.";
        if (reading.Spindles is not null || reading.KComplexes is not null) return $"The {side} epoch is R, but the marks of N2 make the score R uncertain.";
        if (!reading.RapidEyeMovementsKnown)
            return prose.Pick([$"It joins the {side} epoch of R and is scored R.", $"The {side} epoch is R, and this one is scored R with it."]);
        if (reading.JoinsDefiniteRem == false)
            return $"The {side} epoch is R, yet no rapid eye movements are seen in this stretch of R and the score R is uncertain.";
        return prose.Pick([
            $"No rapid eye movements are seen, but the {side} epoch is R and it is scored R with it.",
            $"Though without rapid eye movements it joins the {side} epoch of R and is scored R.",
            $"It lacks rapid eye movements, but R of the {side} epoch goes on through it.",
            $"The {side} epoch is R, and though no rapid eye movements are seen here it is scored R with it."]);
    }

    private static string Weak(Narrator n)
    {
        if (n.Reading.RapidEyeMovementsKnown)
            return n.Prose.Pick(["Rapid eye movements are missing, so the score R is uncertain.", "No rapid eye movements are seen, and it is scored R with caution."]);
        return n.Background.IsMixedFrequency && n.Reading.Chin is not ChinTone.High
            ? n.Prose.Pick(["The background fits REM sleep, but without a view of rapid eye movements the score R is uncertain.", "Such a background is found in REM sleep, yet the score R is uncertain."])
            : n.Prose.Pick(["Without a view of rapid eye movements the evidence is thin and the score R is uncertain.", "What is recorded does not settle the stage, so the score R is uncertain."]);
    }
}
