using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Staging.Questions;

/// <summary>Questions about channels: which are there, which can be used, which shows an event.</summary>
internal static class SignalQuestions
{
    private static readonly ChannelRole[] Roles = Enum.GetValues<ChannelRole>();

    public static ComposedTurn? RecordedChannels(Asked asked)
    {
        var names = Roles.Where(asked.Reading.Channels.Has).Select(role => asked.Reading.Channels.Of(role)!).ToList();
        return asked.Turn(
            $"{Prose.Capital(Prose.Join(names))} {(names.Count > 1 ? "are" : "is")} recorded.", "Which channels are recorded?", "What can be seen in the picture?", "Which derivations are there?");
    }

    public static ComposedTurn? SignalQuality(Asked asked)
    {
        var worst = Roles.Where(asked.Reading.Channels.Has)
            .Select(role => (Role: role, Seconds: asked.Evidence.Measured.Other.GetValueOrDefault(MeasurementNames.UnusableSeconds(role))?.Value))
            .OrderByDescending(channel => channel.Seconds ?? double.PositiveInfinity).First();
        if (worst.Seconds is not { } seconds) return null;
        var (name, told) = (Prose.Capital(asked.Reading.Channels.Of(worst.Role)!), Prose.Seconds((int)Math.Round(seconds)));
        var answer = seconds < 1
            ? asked.Answer("Yes", asked.Prose.Pick(["Every channel can be used throughout.", "All channels are usable from start to end."], "good"))
            : seconds < 15
                ? asked.Answer("Yes", asked.Prose.Pick([$"{name} is the worst, with about {told} that are unusable.", $"Only {name} has artefacts, for about {told}."], "fair"))
                : asked.Answer("No", asked.Prose.Pick([$"About {told} of {name} are unusable.", $"{name} is unusable for about {told}."], "poor"));
        return asked.Turn(answer, "Is the signal good enough?", "How good is the signal?", "Can all channels be used?");
    }

    public static ComposedTurn? WhichChannel(Asked asked)
    {
        List<(SeenEvents Seen, string Name)> events = [];
        if (asked.Reading.Spindles is { } spindles) events.Add((spindles, "spindle"));
        if (asked.Reading.KComplexes is { } complexes) events.Add((complexes, "K complex"));
        if (asked.Reading.VertexWaves is { } vertex) events.Add((vertex, "vertex wave"));
        if (events.Count == 0) return null;
        var (seen, name) = events[asked.Prose.Chance(0.5, "which") ? 0 : events.Count - 1];
        var at = Prose.Seconds(seen.LargestSecond);
        return asked.Turn(
            asked.Prose.Pick([$"The {name} at {at} is seen in {seen.Where}.", $"{seen.Where} shows the {name} at {at}."], "where"),
            $"Which channel shows the {name}?", $"Where is the {name} seen best?", $"In which derivation is the {name}?");
    }
}
