using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Why an epoch is N1: N1.1 where the sleeper makes alpha that now gives way, N1.2 otherwise.</summary>
internal static class N1Rationale
{
    public static void Write(Draft draft, EpochReading reading, CommonStatements common, Prose prose)
    {
        var rule = reading.IsAlphaProducer == true && reading.Alpha is not null ? "N1.1" : "N1.2";
        if (rule == "N1.1") draft.Lead(AlphaGivesWay(reading, common, prose));
        else draft.Lead(common.Background());
        if (reading.SlowEyeMovements is { } eyes) draft.Lead(common.SlowEyeMovements(eyes));
        if (reading.VertexWaves is { } vertex) draft.Support(Vertex(vertex, prose));
        draft.Support(reading.Spindles is null && reading.KComplexes is null ? common.SleepMarks() : null);
        draft.Support(common.Arousal());
        if (reading.SlowEyeMovements is null) draft.Support(common.Eyes());
        draft.Support(common.ChinIfNew());
        draft.Support(rule == "N1.1" && common.IsMixedFrequency ? common.Background() : rule == "N1.2" ? common.AlphaIfNew() : null);
        draft.Support(common.Movement());
        draft.Support(common.NotAssessable());
        draft.Support(common.Neighbours());
        draft.Conclude(Conclusion(reading, common, prose), rule);
    }

    private static string AlphaGivesWay(EpochReading reading, CommonStatements common, Prose prose)
    {
        var (percent, where) = (reading.AlphaPercentRounded, reading.Alpha!.Value.Where);
        if (percent >= 50) return common.AlphaAmount();
        if (!common.IsMixedFrequency) return common.AlphaAmount();
        if (percent == 0)
            return prose.Pick(
                $"Alpha rhythm has gone from {where} and {common.MixedFrequency} has taken its place.",
                $"{where} shows {common.MixedFrequency} without alpha rhythm.");
        return prose.Pick(
            $"Alpha rhythm holds only about {Prose.Percent(percent)} of the epoch in {where} and gives way to {common.MixedFrequency}.",
            $"In {where} alpha rhythm is down to about {Prose.Percent(percent)} of the epoch, replaced by {common.MixedFrequency}.");
    }

    private static string Vertex(SeenEvents vertex, Prose prose) => vertex.Several
        ? prose.Pick($"Vertex waves stand out at {vertex.Times} in {vertex.Where}.", $"{vertex.Where} shows vertex waves at {vertex.Times}.")
        : prose.Pick($"A vertex wave stands out at {vertex.Times} in {vertex.Where}.", $"{vertex.Where} shows a vertex wave at {vertex.Times}.");

    private static string Conclusion(EpochReading reading, CommonStatements common, Prose prose)
    {
        if (reading.Spindles is not null || reading.KComplexes is not null)
            return reading.SleepMarkInFirstHalf
                ? $"{Prose.Capital(common.NameSleepMarks())} would argue for N2, so the score N1 is uncertain."
                : $"{Prose.Capital(common.NameSleepMarks())} {(common.ManySleepMarks ? "come" : "comes")} only in the second half, so it is still scored N1.";
        if (reading.SlowWaves is null) return prose.Pick("Without a measured background the evidence is thin, and the score N1 is uncertain.", "What is recorded does not settle the stage, and the score N1 is uncertain.");
        if (reading.ReachesN3) return prose.Pick("Slow waves over a fifth of the epoch are unusual in N1, so the score is uncertain.", "This is a mixed epoch with many slow waves, and the score N1 is uncertain.");
        if (reading.AlphaPercentRounded >= 50)
            return prose.Pick("It is a transition from wakefulness, scored N1 with caution.", "So much alpha borders on wakefulness, and the score N1 is uncertain.");
        if (reading.Previous is SleepStage.W)
            return prose.Pick("It is the transition from wakefulness to sleep, scored N1.", "Sleep begins after the preceding epoch of W, and it is scored N1.");
        return reading.MarksKnown && prose.Chance(0.4)
            ? prose.Pick("Nothing marks deeper sleep here, so it is scored N1.", "As nothing in it marks N2, it is scored N1.")
            : prose.Pick("This is the picture of light sleep, so it is scored N1.", "Such activity fits light sleep best and is scored N1.");
    }
}
