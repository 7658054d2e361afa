using SleepVLM.Contracts;

namespace SleepVLM.Engine.Detection;

/// <summary>Everything the detectors found in a night.</summary>
public sealed class NightDetections
{
    private const double EpochSeconds = 30;

    private readonly DetectedEvent[] _events;
    private readonly IReadOnlyList<IReadOnlyList<SignalQuality>> _quality;
    private readonly IReadOnlyList<IReadOnlySet<SleepEventKind>> _lookedFor;
    private readonly double _longestSeconds;

    /// <param name="events">In any order, each channel for itself.</param>
    /// <param name="quality">Signal quality, <c>[epoch][channel of the montage]</c>.</param>
    /// <param name="lookedFor">Kinds that could be looked for, <c>[epoch]</c>.</param>
    public NightDetections(
        IEnumerable<DetectedEvent> events, IReadOnlyList<IReadOnlyList<SignalQuality>> quality, IReadOnlyList<IReadOnlySet<SleepEventKind>> lookedFor)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lookedFor.Count, quality.Count, nameof(lookedFor));
        _events = [.. events.OrderBy(found => found.OnsetSeconds).ThenBy(found => found.Kind).ThenBy(found => found.Channel)];
        (_quality, _lookedFor) = (quality, lookedFor);
        _longestSeconds = _events.Select(found => found.DurationSeconds).DefaultIfEmpty().Max();
    }

    /// <summary>All events by onset, each channel for itself.</summary>
    public IReadOnlyList<DetectedEvent> Events => _events;

    /// <summary>Epochs of the night.</summary>
    public int EpochCount => _quality.Count;

    /// <summary>What was found in and around an epoch.</summary>
    public EpochEvents Around(EpochIndex epoch) => new(
        epoch, [.. Overlapping(epoch.OnsetSeconds - EpochSeconds, epoch.OnsetSeconds + 2 * EpochSeconds)],
        _lookedFor[epoch.Value], _quality[epoch.Value]);

    /// <summary>Signal quality of every channel of the montage in an epoch.</summary>
    public IReadOnlyList<SignalQuality> QualityIn(EpochIndex epoch) => _quality[epoch.Value];

    /// <summary>Kinds that could be looked for in an epoch.</summary>
    public IReadOnlySet<SleepEventKind> LookedForIn(EpochIndex epoch) => _lookedFor[epoch.Value];

    /// <summary>Events that overlap an interval of the recording, by onset.</summary>
    public IEnumerable<DetectedEvent> Overlapping(double fromSeconds, double toSeconds)
    {
        for (var i = FirstFrom(fromSeconds - _longestSeconds); i < _events.Length && _events[i].OnsetSeconds < toSeconds; i++)
            if (_events[i].EndSeconds > fromSeconds) yield return _events[i];
    }

    private int FirstFrom(double seconds)
    {
        int low = 0, high = _events.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_events[middle].OnsetSeconds < seconds) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
