using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Engine.Simulation;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>The findings of the measurer that have a place in time, as events of the night.</summary>
/// <remarks>Bursts of 11-16 Hz stand for spindles and large waves that stand alone for K complexes, as the rule checker takes them.</remarks>
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

    /// <summary>Looks through the night.</summary>
    public static LocatedEvents Of(PreparedNight night, IReadOnlyList<EpochMeasurements?> measured, RuleStagerSettings settings, CancellationToken cancellationToken)
    {
        var signals = new NightSignals(night, cancellationToken);
        List<SleepEvent> events = [];
        HashSet<SleepEventKind> lookedFor = [];
        if (First(signals, ChannelRole.C4, ChannelRole.F4, ChannelRole.O2) is { } central)
        {
            events.AddRange(central.SigmaBursts.Centred(0, int.MaxValue).ToArray().Select(s => Event(SleepEventKind.Spindle, s, central, 2 * Math.Sqrt(2) * s.Size)));
            lookedFor.Add(SleepEventKind.Spindle);
        }

        if (First(signals, ChannelRole.F4, ChannelRole.C4, ChannelRole.O2) is { } frontal)
        {
            events.AddRange(signals.SlowWavesOf(frontal).Isolated.Centred(0, int.MaxValue).ToArray().Select(s => Event(SleepEventKind.KComplex, s, frontal, s.Size)));
            lookedFor.Add(SleepEventKind.KComplex);
        }

        if (signals.Eyes is { } eyes)
        {
            var left = signals.Channel(ChannelRole.LOC)!;
            events.AddRange(eyes.Fast.Centred(0, int.MaxValue).ToArray().Select(s => Event(SleepEventKind.RapidEyeMovement, s, left, s.Size)));
            lookedFor.Add(SleepEventKind.RapidEyeMovement);
        }

        return new LocatedEvents(events.Where(Believed), lookedFor);

        bool Believed(SleepEvent e) => e.Kind == SleepEventKind.RapidEyeMovement
            || (measured[Math.Min((int)(e.OnsetSeconds / 30), measured.Count - 1)] is { } epoch && !(FastActivity.SlowRatioDb(epoch) < settings.LeastSlowRatioForMarksDb));
    }

    private static NightChannel? First(NightSignals signals, params ReadOnlySpan<ChannelRole> roles)
    {
        foreach (var role in roles)
            if (signals.Channel(role) is { } channel) return channel;
        return null;
    }

    private static SleepEvent Event(SleepEventKind kind, Stretch stretch, NightChannel channel, double microvolts) => new(
        kind, (double)stretch.Start / channel.RateHz, (double)stretch.Length / channel.RateHz, channel.Role, microvolts, 0);
}
