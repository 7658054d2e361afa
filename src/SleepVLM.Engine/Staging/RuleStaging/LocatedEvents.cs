using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>The events that the rules go by, each kind in one derivation.</summary>
internal sealed class LocatedEvents
{
    private readonly ILookup<int, SleepEvent> _byEpoch;

    private LocatedEvents(IEnumerable<SleepEvent> events, IReadOnlySet<SleepEventKind> lookedFor)
    {
        _byEpoch = events.ToLookup(e => (int)(e.OnsetSeconds / 30));
        LookedFor = lookedFor;
    }

    /// <summary>The kinds that this recording's channels let one look for.</summary>
    public IReadOnlySet<SleepEventKind> LookedFor { get; }

    /// <summary>Events that start in an epoch.</summary>
    public IEnumerable<SleepEvent> In(EpochIndex epoch) => _byEpoch[epoch.Value].OrderBy(e => e.OnsetSeconds);

    /// <summary>Spindles and K complexes that start in part of an epoch, seconds from its start.</summary>
    public int Marks(EpochIndex epoch, double fromSeconds, double toSeconds) => _byEpoch[epoch.Value].Count(e =>
        e.Kind is SleepEventKind.Spindle or SleepEventKind.KComplex
        && e.OnsetSeconds >= epoch.OnsetSeconds + fromSeconds && e.OnsetSeconds < epoch.OnsetSeconds + toSeconds);

    /// <summary>Takes spindles, K complexes and eye movements of one derivation each.</summary>
    public static LocatedEvents Of(Montage montage, NightAnalysis analysis, RuleStagerSettings settings)
    {
        var (central, frontal) = (
            First(montage, ChannelRole.C4, ChannelRole.F4, ChannelRole.O2), First(montage, ChannelRole.F4, ChannelRole.C4, ChannelRole.O2));
        HashSet<SleepEventKind> lookedFor = [];
        if (central is not null) lookedFor.UnionWith([SleepEventKind.Spindle, SleepEventKind.KComplex]);
        if (montage.RowOf(ChannelRole.LOC) >= 0 && montage.RowOf(ChannelRole.ROC) >= 0) lookedFor.Add(SleepEventKind.RapidEyeMovement);
        return new LocatedEvents(analysis.Detections.Events.Where(found => IsTaken(found) && Believed(found)), lookedFor);

        bool IsTaken(SleepEvent e) => e.Kind switch
        {
            SleepEventKind.Spindle => e.Channel == central,
            SleepEventKind.KComplex => e.Channel == frontal,
            _ => e.Kind == SleepEventKind.RapidEyeMovement,
        };

        bool Believed(SleepEvent e) => e.Kind == SleepEventKind.RapidEyeMovement
            || (analysis.Epochs[Math.Min((int)(e.OnsetSeconds / 30), analysis.Epochs.Count - 1)] is { } epoch
                && !(FastActivity.SlowRatioDb(epoch) < settings.LeastSlowRatioForMarksDb));
    }

    private static ChannelRole? First(Montage montage, params ReadOnlySpan<ChannelRole> roles)
    {
        foreach (var role in roles)
            if (montage.RowOf(role) >= 0) return role;
        return null;
    }
}
