using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Staging.Questions;

/// <summary>Questions about the stage: which, by which rule, why no other.</summary>
internal static class DecisionQuestions
{
    public static ComposedTurn? Stage(Asked asked) => asked.Turn(
        asked.Prose.Pick([$"It is scored {asked.Reading.Stage}.", $"This is {asked.Reading.Stage}.", $"The stage is {asked.Reading.Stage}."], "stage"),
        "Which stage is it?", "What is the sleep stage?", "How is this epoch scored?");

    /// <summary>Why it is not the stage that comes nearest, or else another one that can be ruled out.</summary>
    public static ComposedTurn? WhyNot(Asked asked, ulong seed)
    {
        var others = Enum.GetValues<SleepStage>().Where(stage => stage != asked.Reading.Stage)
            .OrderByDescending(stage => stage == asked.Reading.RunnerUp).ThenBy(stage => asked.Prose.Chance(0.5, $"other {stage}")).ThenBy(stage => stage);
        foreach (var other in others)
            if (new Asked(asked.Evidence with { RunnerUp = other }, asked.Kind, seed).Narrator.Context.RuleOut() is { } reason)
                return asked.Turn(reason, $"Why not {other}?", $"What speaks against {other}?", $"Could this be {other}?", $"Why is it not scored {other}?");
        return null;
    }

    /// <summary>Only where the rule holds plainly.</summary>
    public static ComposedTurn? DecisiveRule(Asked asked, ComposedRationale rationale) => rationale.Rules is [var rule, ..] && Why(asked, rule.Value) is { } why
        ? asked.Turn(asked.Prose.Pick([$"Rule {rule} decides, as {why}.", $"It is rule {rule}, as {why}.", $"{Prose.Capital(why)}, so rule {rule} applies."], "rule"),
            "Which rule decides?", "By which rule is it scored?", "Which rule applies?")
        : null;

    public static ComposedTurn? Neighbours(Asked asked) => asked.Turn(
        asked.Narrator.Context.Neighbours(), "Which stages have the epochs beside it?", "What comes before and after this epoch?", "How are the neighbouring epochs scored?");

    private static string? Why(Asked asked, string rule) => Why(asked.Reading, asked.Narrator.Background.IsMixedFrequency, rule);

    private static string? Why(EpochReading reading, bool isMixedFrequency, string rule) => rule switch
    {
        "W.1" when reading.Alpha is { Value: > 50 } => "alpha rhythm fills more than half of the epoch",
        "W.2" when reading.BlinksRecur => "eye blinks recur over the epoch",
        "W.3" when reading.Chin is ChinTone.Moderate or ChinTone.High => "rapid eye movements are seen while the chin tone is not low",
        "N1.1" when isMixedFrequency && reading is { IsAlphaProducer: true, Alpha.Value: < 50 } => "alpha rhythm has given way to low-amplitude mixed-frequency activity",
        "N2.1" when reading.SleepMarkInFirstHalf && reading.Spindles is not null => "a spindle is seen",
        "N2.1" when reading.SleepMarkInFirstHalf && reading.KComplexes is not null => "a K complex is seen",
        "N2.2" when reading.Arousal is null => "N2 of the preceding epoch continues",
        "N2.3" => "the preceding epoch is N3 and slow waves now fall short of a fifth of the epoch",
        "N3.1" when reading.ReachesN3 => "slow waves fill at least a fifth of the epoch",
        "R.1" when reading is { Chin: ChinTone.Low, RapidEyeMovements: not null } => "rapid eye movements are seen over low tone",
        "R.2" when reading is { Arousal: null, Spindles: null, KComplexes: null, JoinsDefiniteRem: not false } && reading.Previous is SleepStage.R => "R of the preceding epoch goes on",
        _ => null,
    };
}
