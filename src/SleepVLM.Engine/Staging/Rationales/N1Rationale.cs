using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Why an epoch is N1: N1.1 where the sleeper makes alpha that now gives way, N1.2 otherwise.</summary>
internal static class N1Rationale
{
    public static void Write(Narrator n)
    {
        var (reading, draft) = (n.Reading, n.Draft);
        var rule = reading.IsAlphaProducer == true && reading.Alpha is not null ? "N1.1" : "N1.2";
        if (rule == "N1.1") draft.Lead(AlphaGivesWay(n));
        else draft.Lead(n.Background.Background());
        if (reading.SlowEyeMovements is { } eyes) draft.Lead(n.Events.SlowEyeMovements(eyes));
        draft.Conclude(Conclusion(n), [rule]);
        EndOfStage.Tell(n);
        draft.Support(n.Events.Vertex, 0.7);
        draft.Support(() => n.Context.RuleOut() ?? n.Events.NoMarks(), 0.75);
        if (rule == "N1.1" && n.Background.IsMixedFrequency) draft.Support(n.Background.Background, 0.4);
        n.AddSurroundings();
    }

    private static string AlphaGivesWay(Narrator n)
    {
        var (reading, background) = (n.Reading, n.Background);
        var (percent, where) = (reading.AlphaPercentRounded, reading.Alpha!.Value.Where);
        if (percent >= 50 || !background.IsMixedFrequency) return background.AlphaAmount();
        background.AlphaAmount(); // counts as told: the sentence below tells it
        if (percent == 0)
            return n.Prose.Pick([
                $"Alpha rhythm has gone from {where} and {background.MixedFrequency} has taken its place.",
                $"{where} shows {background.MixedFrequency} without alpha rhythm.",
                $"{where} holds {background.MixedFrequency} and no alpha rhythm."]);
        return n.Prose.Pick([
            $"Alpha rhythm holds only about {Prose.Percent(percent)} of the epoch in {where} and gives way to {background.MixedFrequency}.",
            $"In {where} alpha rhythm is down to about {Prose.Percent(percent)} of the epoch, replaced by {background.MixedFrequency}.",
            $"{where} shows {background.MixedFrequency}, with alpha rhythm for only about {Prose.Percent(percent)} of the epoch.",
            $"{Prose.Capital(background.MixedFrequency)} has replaced alpha rhythm, which is down to about {Prose.Percent(percent)} of the epoch in {where}.",
            $"Only about {Prose.Percent(percent)} of the epoch in {where} is alpha rhythm, and {background.MixedFrequency} has taken its place."]);
    }

    private static string Conclusion(Narrator n)
    {
        var (reading, prose) = (n.Reading, n.Prose);
        if (reading.Spindles is not null || reading.KComplexes is not null)
        {
            var names = Prose.Capital(n.Events.NameMarks());
            return reading.SleepMarkInFirstHalf
                ? $"{names} would argue for N2, so the score N1 is uncertain."
                : $"{names} {(n.Events.ManyMarks ? "come" : "comes")} only in the second half, so it is still scored N1.";
        }

        if (reading.SlowWaves is null) return prose.Pick(["Without a measured background the evidence is thin, and the score N1 is uncertain.", "What is recorded does not settle the stage, and the score N1 is uncertain."]);
        if (reading.ReachesN3) return prose.Pick(["Slow waves over a fifth of the epoch are unusual in N1, so the score is uncertain.", "This is a mixed epoch with many slow waves, and the score N1 is uncertain."]);
        if (reading.AlphaPercentRounded >= 50)
            return prose.Pick(["It is a transition from wakefulness, scored N1 with caution.", "So much alpha borders on wakefulness, and the score N1 is uncertain."]);
        if (reading.Previous is SleepStage.W)
            return prose.Pick(["It is the transition from wakefulness to sleep, scored N1.", "Sleep begins after the preceding epoch of W, and it is scored N1."]);
        if (reading.Previous is SleepStage.N2 && reading.ArousalBetween)
            return reading.Arousal is null
                ? prose.Pick(["After the arousal late in the preceding epoch it is scored N1.", "The arousal at the end of the preceding epoch leads back to light sleep, scored N1."])
                : prose.Pick(["After the arousal it is N1 until the next mark of N2.", "The arousal leads back to light sleep, scored N1."]);
        return prose.Pick([
            "This is the picture of light sleep, so it is scored N1.", "Such activity fits light sleep best and is scored N1.",
            "The epoch is best read as light sleep, N1.", "Taken together this is N1.",
            "This fits N1.", "On balance it is scored N1.", "These are the features of light sleep, scored N1."]);
    }
}
