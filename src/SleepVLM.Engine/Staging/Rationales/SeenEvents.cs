using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Events of one kind, at one place, as prose names them.</summary>
/// <param name="Seconds">Whole seconds from the start of the epoch, 0 to 29, ascending: the largest few.</param>
/// <param name="Where">Name of the channel.</param>
/// <param name="Count">How many there are in all at that place.</param>
/// <param name="Largest">The largest of them.</param>
/// <param name="LargestSecond">Whole second at which that begins.</param>
internal sealed record SeenEvents(IReadOnlyList<int> Seconds, string Where, int Count, SleepEvent Largest, int LargestSecond)
{
    private const int MostTimesNamed = 3;

    /// <summary>Rule N2.1 looks at the first half of the epoch.</summary>
    private const double FirstHalfSeconds = 15;

    public string Times => Prose.Seconds(Seconds);

    public bool Several => Seconds.Count > 1;

    /// <summary>The events that start in the epoch and show in a recorded channel; null where there are none.</summary>
    /// <param name="epochOnsetSeconds">Start of the epoch, seconds from the start of the recording.</param>
    /// <param name="events">Events of one kind.</param>
    /// <param name="where">Name of the channel an event shows in, or null.</param>
    /// <param name="firstHalfFirst">Name events of the first half before larger ones of the second.</param>
    public static SeenEvents? In(
        double epochOnsetSeconds, IEnumerable<SleepEvent> events, Func<SleepEvent, string?> where, bool firstHalfFirst = false)
    {
        double Seconds(SleepEvent e) => e.OnsetSeconds - epochOnsetSeconds;
        var shown = events.Where(e => Seconds(e) is >= 0 and < 30 && where(e) is not null)
            .OrderBy(e => firstHalfFirst && Seconds(e) >= FirstHalfSeconds)
            .ThenByDescending(e => e.AmplitudeMicrovolts).ThenBy(e => e.OnsetSeconds).ToList();
        if (shown.Count == 0) return null;
        var place = where(shown[0])!;
        var here = shown.Where(e => where(e) == place).ToList();
        var named = here.Select(e => (int)Seconds(e)).Distinct().Take(MostTimesNamed).Order().ToList();
        return new SeenEvents(named, place, here.Count, here[0], (int)Seconds(here[0]));
    }
}
