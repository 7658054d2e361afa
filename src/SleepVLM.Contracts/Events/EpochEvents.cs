namespace SleepVLM.Contracts;

/// <summary>What the detectors found in and around one epoch.</summary>
/// <param name="Index">Which epoch.</param>
/// <param name="Events">Events that overlap this epoch, the one before or the one after, in time order, each channel for itself.</param>
/// <param name="LookedFor">Kinds that could be looked for in this epoch: only of these may absence be told.</param>
/// <param name="Quality">Signal quality of every channel of the montage in this epoch.</param>
public sealed record EpochEvents(
    EpochIndex Index, IReadOnlyList<DetectedEvent> Events, IReadOnlySet<SleepEventKind> LookedFor, IReadOnlyList<SignalQuality> Quality)
{
    /// <summary>What lies below the detectors' operating points (a score below 0.5) in the same stretch: too little to tell an event by, enough to leave the
    /// claim of one open.</summary>
    public IReadOnlyList<DetectedEvent> Traces { get; init; } = [];

    /// <summary>Events of a kind that overlap an interval, seconds from the start of the epoch (negative: in the epoch before).</summary>
    public IEnumerable<DetectedEvent> Of(SleepEventKind kind, double fromSeconds = 0, double toSeconds = 30) => Events.Where(found =>
        found.Kind == kind && found.OnsetSeconds < Index.OnsetSeconds + toSeconds && found.EndSeconds > Index.OnsetSeconds + fromSeconds);
}
