using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Staging.Questions;

/// <summary>Questions whether an event is there, and where.</summary>
internal static class EventQuestions
{
    public static ComposedTurn? Spindles(Asked asked) => Ask(
        asked, SleepEventKind.Spindle, asked.Reading.Spindles, "a sleep spindle", "sleep spindles", "spindle",
        "Is there a spindle? Where?", "Are there sleep spindles?", "Do you see spindles, and at what time?", "Where are the spindles?");

    public static ComposedTurn? KComplexes(Asked asked) => Ask(
        asked, SleepEventKind.KComplex, asked.Reading.KComplexes, "a K complex", "K complexes", "K complex",
        "Is there a K complex? Where?", "Are there K complexes?", "Do you see a K complex, and at what time?", "Where are the K complexes?");

    public static ComposedTurn? VertexWaves(Asked asked) => Ask(
        asked, SleepEventKind.VertexWave, asked.Reading.VertexWaves, "a vertex wave", "vertex waves", "vertex wave",
        "Are there vertex waves?", "Is there a vertex wave? Where?", "Do you see vertex waves?");

    public static ComposedTurn? RapidEyeMovements(Asked asked) => Ask(
        asked, SleepEventKind.RapidEyeMovement, asked.Reading.RapidEyeMovements, "a rapid eye movement", "rapid eye movements", "rapid eye movement",
        "Are there rapid eye movements?", "Do the eyes move rapidly?", "Is there a rapid eye movement? When?", "When are the rapid eye movements?");

    public static ComposedTurn? SlowEyeMovements(Asked asked) => Ask(
        asked, SleepEventKind.SlowEyeMovement, asked.Reading.SlowEyeMovements, "a slow eye movement", "slow eye movements", "slow eye movement",
        "Are there slow eye movements?", "Do the eyes roll slowly?", "Is there a slow eye movement? When?");

    public static ComposedTurn? Blinks(Asked asked) => Ask(
        asked, SleepEventKind.Blink, asked.Reading.Blinks, "an eye blink", "eye blinks", "eye blink",
        "Are there eye blinks?", "Does the sleeper blink?", "When are the blinks?");

    public static ComposedTurn? Arousal(Asked asked)
    {
        var second = asked.Reading.Arousal?.Seconds[0];
        var answer = second is { } at
            ? asked.Answer("Yes", asked.Prose.Pick([$"An arousal begins at {Prose.Seconds(at)}.", $"There is an arousal at {Prose.Seconds(at)}."], "yes"))
            : asked.IsAbsent(SleepEventKind.Arousal) ? asked.Answer("No", asked.Prose.Pick(["No arousal is seen.", "There is no arousal."], "no"))
            : asked.Reading.Channels.HasEeg ? null : asked.NotRecorded("EEG");
        return asked.Turn(answer, "Is there an arousal?", "Does an arousal interrupt sleep?", "When does an arousal begin?");
    }

    private static ComposedTurn? Ask(
        Asked asked, SleepEventKind kind, SeenEvents? seen, string one, string many, string name, params ReadOnlySpan<string> questions)
    {
        if (seen is not null) return asked.Turn(asked.Answer("Yes", Presence(asked, seen, one, many)), questions);
        if (asked.IsAbsent(kind)) return asked.Turn(asked.Answer("No", Absence(asked, name, many)), questions);
        var ofEyes = kind is SleepEventKind.RapidEyeMovement or SleepEventKind.SlowEyeMovement or SleepEventKind.Blink;
        var isRecorded = ofEyes ? asked.Reading.Channels.HasEog : asked.Reading.Channels.HasEeg;
        if (!isRecorded) return asked.Turn(asked.NotRecorded(ofEyes ? "EOG" : "EEG"), questions);
        // Looked for and found where the evidence does not name it: neither yes nor no would be plain.
        return asked.Evidence.LookedFor.Contains(kind) ? null : asked.Turn(asked.NotAssessable(many), questions);
    }

    private static string Presence(Asked asked, SeenEvents seen, string one, string many)
    {
        var names = new EventPhrases(asked.Prose).Name(seen, one, many, "named");
        return asked.Prose.Pick([$"{Prose.Capital(names)} {(seen.Several ? "are" : "is")} seen.", $"There {(seen.Several ? "are" : "is")} {names}.", $"{Prose.Capital(names)}."], "yes");
    }

    private static string Absence(Asked asked, string one, string many) =>
        asked.Prose.Pick([$"No {one} is seen.", $"There are no {many}.", $"{Prose.Capital(many)} are absent."], "no");
}
