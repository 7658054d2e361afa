using System.Globalization;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Staging.Questions;

/// <summary>Questions how much there is of something.</summary>
internal static class AmountQuestions
{
    public static ComposedTurn? SlowWaveSeconds(Asked asked) => asked.Turn(
        asked.Reading.SlowWaves is not null ? asked.Narrator.Background.SlowWaveAmount()
            : asked.Reading.Channels.HasEeg ? asked.NotAssessable("slow waves") : asked.NotRecorded("EEG"),
        "How many seconds of slow wave?", "How much of the epoch is slow waves?", "How many seconds of slow waves are there?", "Are there slow waves, and for how long?");

    public static ComposedTurn? LargestSlowWave(Asked asked) => asked.Turn(
        asked.Reading is { LargestSlowWaveMicrovolts: { } microvolts, SlowWaveSecondsRounded: > 0, SlowWaves: { } slow }
            ? Largest(asked, string.Create(CultureInfo.InvariantCulture, $"{5 * Math.Round(microvolts / 5, MidpointRounding.AwayFromZero):0} uV"), slow.Where)
            : null,
        "How large is the largest slow wave?", "What is the amplitude of the largest slow wave?", "How high do the slow waves get?");

    public static ComposedTurn? AlphaShare(Asked asked) => asked.Turn(
        asked.Reading.Alpha is not null ? asked.Narrator.Background.AlphaAmount()
            : asked.Reading.Channels.HasEeg ? asked.NotAssessable("alpha rhythm") : asked.NotRecorded("EEG"),
        "What is the alpha percentage?", "How much of the epoch is alpha rhythm?", "What share of the epoch is alpha?", "Is there alpha rhythm, and how much?");

    public static ComposedTurn? SpindleFigures(Asked asked)
    {
        if (asked.Reading.Spindles is not { } spindles || EventPhrases.Hertz(spindles.Largest) is not { } hertz) return null;
        var (at, seconds) = (Prose.Seconds(spindles.LargestSecond), string.Create(CultureInfo.InvariantCulture, $"{Math.Round(spindles.Largest.DurationSeconds, 1, MidpointRounding.AwayFromZero):0.0} s"));
        return asked.Turn(
            asked.Prose.Pick([$"The spindle at {at} in {spindles.Where} has about {hertz} and lasts {seconds}.", $"A spindle of about {hertz}, lasting {seconds}, is seen at {at} in {spindles.Where}."], "figures"),
            "What is the frequency of the spindle?", "How fast is the largest spindle, and how long?", "How long does the spindle last?");
    }

    public static ComposedTurn? ChinTone(Asked asked)
    {
        ReadOnlySpan<string> questions = ["Is the chin tone low?", "Is muscle tone low?", "How is the tone of the chin?", "What does the chin EMG show?"];
        if (!asked.Reading.Channels.HasChin) return asked.Turn(asked.NotRecorded("chin EMG"), questions);
        if (asked.Reading.Chin is not { } tone) return asked.Turn(asked.NotAssessable("muscle tone"), questions);
        return asked.Turn(asked.Answer(tone == Rationales.ChinTone.Low ? "Yes" : "No", asked.Narrator.Context.ChinIfNew()!), questions[..2]);
    }

    private static string Largest(Asked asked, string size, string where) => asked.Prose.Pick(
        [$"The largest slow wave measures about {size} in {where}.", $"{where} shows slow waves, the largest of about {size}.", $"A slow wave of about {size} in {where} is the largest."], "largest");
}
