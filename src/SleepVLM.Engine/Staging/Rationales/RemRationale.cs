using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Why an epoch is REM sleep: R.1 rapid eye movements over low tone, R.2 the continuation beside R.</summary>
internal static class RemRationale
{
    public static void Write(Draft draft, EpochReading reading, CommonStatements common, Prose prose)
    {
        var besideR = reading.Previous is SleepStage.R || reading.Next is SleepStage.R;
        var rapid = reading.RapidEyeMovements;
        if (rapid is not null) draft.Lead(common.RapidEyeMovements(rapid));
        if (common.ChinIfNew() is { } chin) draft.Lead(chin);
        if (rapid is null || reading.Chin is null) draft.Lead(common.Background());
        else draft.Support(common.Background());
        if (reading.Sawtooth is { } sawtooth) draft.Support(Sawtooth(sawtooth, prose));
        draft.Support(common.SleepMarks());
        draft.Support(common.Arousal());
        if (rapid is null) draft.Support(common.Eyes());
        draft.Support(common.Movement());
        draft.Support(common.NotAssessable());
        draft.Support(common.AlphaIfNew());
        draft.Support(common.Neighbours());
        if (rapid is not null) draft.Conclude(WithEyeMovements(reading, prose), "R.1");
        else if (besideR) draft.Conclude(Continuation(reading, prose), "R.2");
        else draft.Conclude(Weak(reading, common, prose), "R.1");
    }

    private static string Sawtooth(SeenEvents sawtooth, Prose prose) =>
        prose.Pick($"Sawtooth waves at {sawtooth.Times} in {sawtooth.Where} support this.", $"{sawtooth.Where} shows sawtooth waves at {sawtooth.Times}.");

    private static string WithEyeMovements(EpochReading reading, Prose prose) => reading.Chin switch
    {
        ChinTone.Low => prose.Pick(
            "Rapid eye movements over low tone are REM sleep, scored R.",
            "Together this is REM sleep, scored R.",
            "With the low tone this makes it R."),
        null => prose.Pick("Rapid eye movements in this setting make REM sleep likely, scored R.", "The eye movements decide for R."),
        ChinTone.Moderate => prose.Pick("The eye movements decide for R, though tone is not at its lowest.", "Tone is not at its lowest, yet the eye movements make it R."),
        _ => prose.Pick("The tone is not low, so the score R is uncertain.", "The eye movements speak for R, but tone is not low and the score is uncertain."),
    };

    private static string Continuation(EpochReading reading, Prose prose)
    {
        var side = reading.Previous is SleepStage.R ? "preceding" : "following";
        if (reading.Arousal is not null) return $"The {side} epoch is R; with the arousal it is scored R with caution.";
        if (reading.Spindles is not null || reading.KComplexes is not null) return $"The {side} epoch is R, but the marks of N2 make the score R uncertain.";
        if (!reading.RapidEyeMovementsKnown)
            return prose.Pick($"It joins the {side} epoch of R and is scored R.", $"The {side} epoch is R, and this one is scored R with it.");
        return prose.Pick(
            $"No rapid eye movements are seen, but the {side} epoch is R and it is scored R with it.",
            $"Though without rapid eye movements it joins the {side} epoch of R and is scored R.");
    }

    private static string Weak(EpochReading reading, CommonStatements common, Prose prose)
    {
        if (reading.RapidEyeMovementsKnown)
            return prose.Pick("Rapid eye movements are missing, so the score R is uncertain.", "No rapid eye movements are seen, and it is scored R with caution.");
        return common.IsMixedFrequency && reading.Chin is not ChinTone.High
            ? prose.Pick("The background fits REM sleep, but without a view of rapid eye movements the score R is uncertain.", "Such a background is found in REM sleep, yet the score R is uncertain.")
            : prose.Pick("Without a view of rapid eye movements the evidence is thin and the score R is uncertain.", "What is recorded does not settle the stage, so the score R is uncertain.");
    }
}
