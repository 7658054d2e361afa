using SleepVLM.Contracts;

namespace SleepVLM.Engine.Detection;

/// <summary>Everything the detectors found in a night.</summary>
public sealed class NightDetections
{
    private const double EpochSeconds = 30;

    private readonly DetectedEvent[] _events, _traces;
    private readonly IReadOnlyList<IReadOnlyList<SignalQuality>> _quality;
    private readonly IReadOnlyList<IReadOnlySet<SleepEventKind>> _lookedFor;
    private readonly double _longestSeconds, _longestTraceSeconds;

    /// <param name="events">In any order, each channel for itself.</param>
    /// <param name="quality">Signal quality, <c>[epoch][channel of the montage]</c>.</param>
    /// <param name="lookedFor">Kinds that could be looked for, <c>[epoch]</c>.</param>
    /// <param name="traces">What lies below the operating points, in any order.</param>
    public NightDetections(
        IEnumerable<DetectedEvent> events, IReadOnlyList<IReadOnlyList<SignalQuality>> quality, IReadOnlyList<IReadOnlySet<SleepEventKind>> lookedFor,
        IEnumerable<DetectedEvent>? traces = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lookedFor.Count, quality.Count, nameof(lookedFor));
        (_events, _traces) = (InOrder(events), InOrder(traces ?? []));
        (_quality, _lookedFor) = (quality, lookedFor);
        (_longestSeconds, _longestTraceSeconds) = (Longest(_events), Longest(_traces));
    }

    /// <summary>All events by onset, each channel for itself.</summary>
    public IReadOnlyList<DetectedEvent> Events => _events;

    /// <summary>Epochs of the night.</summary>
    public int EpochCount => _quality.Count;

    /// <summary>What was found in and around an epoch.</summary>
    public EpochEvents Around(EpochIndex epoch) => new(
        epoch, [.. Overlapping(epoch.OnsetSeconds - EpochSeconds, epoch.OnsetSeconds + 2 * EpochSeconds)], _lookedFor[epoch.Value], _quality[epoch.Value])
    {
        Traces = [.. Overlapping(_traces, _longestTraceSeconds, epoch.OnsetSeconds - EpochSeconds, epoch.OnsetSeconds + 2 * EpochSeconds)],
    };

    /// <summary>Signal quality of every channel of the montage in an epoch.</summary>
    public IReadOnlyList<SignalQuality> QualityIn(EpochIndex epoch) => _quality[epoch.Value];

    /// <summary>Kinds that could be looked for in an epoch.</summary>
    public IReadOnlySet<SleepEventKind> LookedForIn(EpochIndex epoch) => _lookedFor[epoch.Value];

    /// <summary>Events that overlap an interval of the recording, by onset.</summary>
    public IEnumerable<DetectedEvent> Overlapping(double fromSeconds, double toSeconds) => Overlapping(_events, _longestSeconds, fromSeconds, toSeconds);

    private static double Longest(DetectedEvent[] events) => events.Select(found => found.DurationSeconds).DefaultIfEmpty().Max();

    private static DetectedEvent[] InOrder(IEnumerable<DetectedEvent> events) =>
        [.. events.OrderBy(found => found.OnsetSeconds).ThenBy(found => found.Kind).ThenBy(found => found.Channel)];

    private static IEnumerable<DetectedEvent> Overlapping(DetectedEvent[] events, double longestSeconds, double fromSeconds, double toSeconds)
    {
        for (var i = FirstFrom(events, fromSeconds - longestSeconds); i < events.Length && events[i].OnsetSeconds < toSeconds; i++)
            if (events[i].EndSeconds > fromSeconds) yield return events[i];
    }

    private static int FirstFrom(DetectedEvent[] events, double seconds)
    {
        int low = 0, high = events.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (events[middle].OnsetSeconds < seconds) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
