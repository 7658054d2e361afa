using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Looks for what a claim speaks of among the detected events, in the epoch that it speaks of.</summary>
internal sealed class EventSearch
{
    /// <summary>Score at which a detector works.</summary>
    public const double OperatingScore = 0.5;

    private const double EpochSeconds = 30;

    private readonly EpochEvents _events;
    private readonly IReadOnlyList<SleepEventKind> _kinds;
    private readonly double _shift;

    private EventSearch(EpochEvents events, IReadOnlyList<SleepEventKind> kinds, double shift) => (_events, _kinds, _shift) = (events, kinds, shift);

    /// <summary>Null where no detector could look for any of it, or the text does not say in which neighbour.</summary>
    public static EventSearch? For(RuleCheckContext context, Claim claim) =>
        claim.Epoch != ClaimedEpoch.Neighbour && claim.Feature.Kinds() is { Count: > 0 } kinds && context.Events is { } events && kinds.Any(events.LookedFor.Contains)
            ? new EventSearch(events, kinds, EpochSeconds * (claim.Epoch switch { ClaimedEpoch.Previous => -1, ClaimedEpoch.Next => 1, _ => 0 }))
            : null;

    /// <summary>Whether all kinds could be looked for, so that absence of all may be told.</summary>
    public bool CanTellAbsence => _kinds.All(_events.LookedFor.Contains);

    /// <summary>Events at the operating point that overlap an interval of the claim's epoch, by onset.</summary>
    public IReadOnlyList<DetectedEvent> Found(double fromSeconds = 0, double toSeconds = EpochSeconds) =>
        [.. Overlapping(fromSeconds, toSeconds).Where(found => found.Score >= OperatingScore)];

    /// <summary>Whether something below the operating point overlaps the interval, in one of the channels where any are named.</summary>
    public bool HasTrace(double fromSeconds = 0, double toSeconds = EpochSeconds, IReadOnlyCollection<ChannelRole>? channels = null)
    {
        var (from, to) = (_events.Index.OnsetSeconds + _shift + fromSeconds, _events.Index.OnsetSeconds + _shift + toSeconds);
        return _events.Traces.Any(trace => _kinds.Contains(trace.Kind) && trace.OnsetSeconds < to && trace.EndSeconds > from && channels?.Contains(trace.Channel) != false)
            || Overlapping(fromSeconds, toSeconds).Any(found => found.Score < OperatingScore && channels?.Contains(found.Channel) != false);
    }

    /// <summary>Whether something of these kinds lies in the epoch below the operating point.</summary>
    public static bool HasTrace(EpochEvents events, IReadOnlyList<SleepEventKind> kinds) => new EventSearch(events, kinds, 0).HasTrace();

    /// <summary>Whether the signal of one of the channels is good enough for its silence to mean something.</summary>
    public bool LooksIn(IReadOnlyList<ChannelRole> channels) => _events.Quality.Any(quality => quality.IsAssessable && channels.Contains(quality.Channel));

    /// <summary>Seconds from the start of the claim's epoch.</summary>
    public double Onset(DetectedEvent found) => found.OnsetSeconds - _events.Index.OnsetSeconds - _shift;

    private IEnumerable<DetectedEvent> Overlapping(double from, double to) => _kinds.SelectMany(kind => _events.Of(kind, from + _shift, to + _shift));
}
