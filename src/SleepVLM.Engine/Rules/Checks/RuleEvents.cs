using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Detected events as the rules speak of them.</summary>
internal static class RuleEvents
{
    private const double ArousalAfterSeconds = 1;

    /// <summary>Whether a detector could look for a kind in the epoch.</summary>
    public static bool LookedFor(this RuleCheckContext context, SleepEventKind kind) => context.Events?.LookedFor.Contains(kind) == true;

    /// <summary>Events of a kind at the operating point, between seconds from the start of the epoch.</summary>
    public static IEnumerable<DetectedEvent> Found(this EpochEvents events, SleepEventKind kind, double fromSeconds = 0, double toSeconds = 30) =>
        events.Of(kind, fromSeconds, toSeconds).Where(found => found.Score >= EventSearch.OperatingScore);

    /// <summary>Spindles, and K complexes that belong to no arousal (none during it, and none follows within 1 s), that start in the interval.</summary>
    public static IEnumerable<DetectedEvent> SleepMarks(this EpochEvents events, double fromSeconds, double toSeconds) =>
        events.Of(SleepEventKind.Spindle, fromSeconds, toSeconds).Concat(events.Of(SleepEventKind.KComplex, fromSeconds, toSeconds))
            .Where(mark => mark.Score >= EventSearch.OperatingScore && events.StartsWithin(mark, fromSeconds, toSeconds) && !IsOfArousal(events, mark));

    /// <summary>Whether anything below the operating points may be such a mark.</summary>
    public static bool HasMarkTrace(this EpochEvents events, double fromSeconds, double toSeconds) => events.Traces.Concat(events.Events).Any(trace =>
        trace.Kind is SleepEventKind.Spindle or SleepEventKind.KComplex && trace.Score < EventSearch.OperatingScore && events.StartsWithin(trace, fromSeconds, toSeconds));

    /// <summary>Seconds of the epoch that lie within a second of an event, to tell whether something recurs over it.</summary>
    public static int SecondsNear(this EpochEvents events, IReadOnlyList<DetectedEvent> found, double withinSeconds) => Enumerable.Range(0, 30).Count(second =>
        found.Any(one => one.OnsetSeconds - withinSeconds < events.Index.OnsetSeconds + second + 1 && one.EndSeconds + withinSeconds > events.Index.OnsetSeconds + second));

    private static bool StartsWithin(this EpochEvents events, DetectedEvent mark, double from, double to) =>
        mark.OnsetSeconds >= events.Index.OnsetSeconds + from && mark.OnsetSeconds < events.Index.OnsetSeconds + to;

    private static bool IsOfArousal(EpochEvents events, DetectedEvent mark) => mark.Kind == SleepEventKind.KComplex && events.Events.Any(other =>
        other.Kind == SleepEventKind.Arousal && other.Score >= EventSearch.OperatingScore
        && other.OnsetSeconds <= mark.EndSeconds + ArousalAfterSeconds && other.EndSeconds > mark.OnsetSeconds);
}
