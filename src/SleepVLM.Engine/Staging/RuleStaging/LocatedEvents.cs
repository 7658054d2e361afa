using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>The events that the rules go by: of each kind those of one derivation, chosen epoch by epoch as the measurements choose theirs.</summary>
internal sealed class LocatedEvents
{
    private static readonly ChannelRole[] Central = [ChannelRole.C4, ChannelRole.F4, ChannelRole.O2];
    private static readonly ChannelRole[] Frontal = [ChannelRole.F4, ChannelRole.C4, ChannelRole.O2];
    private static readonly ChannelRole[] Occipital = [ChannelRole.O2, ChannelRole.C4, ChannelRole.F4];

    private readonly NightDetections _detections;
    private readonly ILookup<int, SleepEvent> _byEpoch;

    private LocatedEvents(NightDetections detections)
    {
        _detections = detections;
        _byEpoch = detections.Events.Where(IsTaken).Cast<SleepEvent>().ToLookup(EpochOf);
    }

    /// <summary>Chooses among everything that was detected.</summary>
    public static LocatedEvents Of(NightDetections detections) => new(detections);

    /// <summary>Kinds that could be looked for in an epoch.</summary>
    public IReadOnlySet<SleepEventKind> LookedFor(EpochIndex epoch) => _detections.LookedForIn(epoch);

    /// <summary>Events that start in an epoch; none outside the night.</summary>
    public IEnumerable<SleepEvent> In(int epoch) => _byEpoch[epoch].OrderBy(found => found.OnsetSeconds);

    /// <summary>Whether spindles and K complexes could be looked for.</summary>
    public bool MarksKnown(EpochIndex epoch) => LookedFor(epoch).Contains(SleepEventKind.Spindle);

    /// <summary>Rule N2.1: a spindle or K complex in the first half of the epoch or the last half of the one before.</summary>
    public bool SupportsN2(EpochIndex epoch) => MarksFrom(epoch.Value - 1, epoch.OnsetSeconds - 15, epoch.OnsetSeconds + 15).Any();

    /// <summary>Rule N2.4: an arousal from the middle of the epoch before to the middle of this one, after which this epoch holds no spindle or K complex.</summary>
    public bool ArousalWithoutMark(EpochIndex epoch)
    {
        var arousals = In(epoch.Value - 1).Concat(In(epoch.Value)).Where(found => found.Kind == SleepEventKind.Arousal
            && found.OnsetSeconds >= epoch.OnsetSeconds - 15 && found.OnsetSeconds < epoch.OnsetSeconds + 15).ToList();
        return arousals.Count > 0 && !MarksFrom(epoch.Value - 1, arousals[^1].EndSeconds, epoch.OnsetSeconds + 30).Any();
    }

    private IEnumerable<SleepEvent> MarksFrom(int firstEpoch, double fromSeconds, double toSeconds) =>
        In(firstEpoch).Concat(In(firstEpoch + 1)).Where(found => found.Kind is SleepEventKind.Spindle or SleepEventKind.KComplex
            && found.OnsetSeconds >= fromSeconds && found.OnsetSeconds < toSeconds);

    private bool IsTaken(DetectedEvent found) => PlacesOf(found.Kind) is not { } places || First(EpochOf(found), places) == found.Channel;

    private int EpochOf(SleepEvent found) => Math.Clamp((int)(found.OnsetSeconds / 30), 0, _detections.EpochCount - 1);

    private ChannelRole? First(int epoch, ChannelRole[] places)
    {
        foreach (var place in places)
            if (_detections.QualityIn(new EpochIndex(epoch)).Any(channel => channel.Channel == place && channel.IsAssessable)) return place;
        return null;
    }

    private static ChannelRole[]? PlacesOf(SleepEventKind kind) => kind switch
    {
        SleepEventKind.Spindle or SleepEventKind.VertexWave or SleepEventKind.SawtoothWaves or SleepEventKind.Arousal => Central,
        SleepEventKind.KComplex or SleepEventKind.SlowWave => Frontal,
        SleepEventKind.AlphaRhythm => Occipital,
        _ => null,
    };
}
