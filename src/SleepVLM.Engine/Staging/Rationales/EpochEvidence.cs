using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>What is known of one epoch when its stage is to be explained.</summary>
/// <param name="Stage">The decided stage.</param>
/// <param name="Previous">Stage of the epoch before, null where unknown.</param>
/// <param name="Next">Stage of the epoch after, null where unknown.</param>
/// <param name="Channels">The channels that may be named; a role the recording lacks is never spoken of.</param>
/// <param name="Measured">Measurements of this epoch; its index places the events.</param>
/// <param name="Night">Measurements of the whole recording.</param>
/// <param name="Events">
/// Events in seconds from the start of the recording, known from a simulation or detected: those of this epoch and of the epoch before (rule N2.1 looks
/// back half an epoch); others are passed over. Null where nothing looked for events: then none is claimed, present or absent.
/// </param>
public sealed record EpochEvidence(
    SleepStage Stage,
    SleepStage? Previous,
    SleepStage? Next,
    ChannelNames Channels,
    EpochMeasurements Measured,
    NightMeasurements Night,
    IReadOnlyList<SleepEvent>? Events)
{
    /// <summary>The kinds that were looked for, so that their absence may be told. Default: every kind where there are events, none where there are not.</summary>
    public IReadOnlySet<SleepEventKind> LookedFor { get; init; } = Events is null ? NoKinds : EveryKind;

    /// <summary>Kinds of which something was found that <see cref="Events"/> leaves out, such as an event in another channel: neither their presence nor their
    /// absence is plain. Default: none.</summary>
    public IReadOnlySet<SleepEventKind> Doubtful { get; init; } = NoKinds;

    /// <summary>Rise of 16-30 Hz over its level in the night's deep sleep, dB, where a decider weighs it as a sign of wakefulness; null otherwise.</summary>
    public Measurement? FastActivityRise { get; init; }

    /// <summary>The stage that came nearest to the decided one, to be ruled out in words; null to take the one that borders on it.</summary>
    public SleepStage? RunnerUp { get; init; }

    /// <summary>
    /// Whether the stretch of R that this epoch belongs to holds definite R, with rapid eye movements over low tone; null where that is not known.
    /// Only of meaning where <see cref="Stage"/> is R.
    /// </summary>
    public bool? JoinsDefiniteRem { get; init; }

    private static IReadOnlySet<SleepEventKind> EveryKind { get; } = Enum.GetValues<SleepEventKind>().ToHashSet();

    private static IReadOnlySet<SleepEventKind> NoKinds { get; } = new HashSet<SleepEventKind>();
}
