using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>Counts what the detectors find of one simulated night's events.</summary>
/// <remarks>
/// Slow waves are true of the frontal derivation and alpha rhythm of the occipital one, and are compared there; copies of other kinds in several
/// channels count as one. Events, true or detected, that reach into seconds in which their channel is unusable are left out. Events are paired over the
/// whole night; a pair belongs to the stage of the true event's middle, any other event to that of its own. Where sigma activity swells, that is on nights
/// without a level, unmatched spindles as large as the listed ones are neutral.
/// </remarks>
public static class BenchNight
{
    /// <summary>The kinds that are judged.</summary>
    public static IReadOnlyList<SleepEventKind> Kinds { get; } = Enum.GetValues<SleepEventKind>();

    /// <summary>Simulates, filters, detects and counts.</summary>
    /// <param name="settings">The night.</param>
    /// <param name="ideal">Is judged on the same night; null where it is not asked for.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    internal static NightCounts Count(SimulationSettings settings, IdealObserver? ideal, CancellationToken cancellationToken)
    {
        var simulated = NightSimulator.Simulate(settings, cancellationToken);
        var prepared = SignalChain.Prepare(simulated, RenderStyle.SleepVlm(), null, cancellationToken);
        var detections = NightAnalyzer.Analyze(prepared, null, cancellationToken).Detections;
        SleepStage[] stages = [.. simulated.Epochs.Select(epoch => epoch.Stage)];
        var found = ideal?.Look(prepared, simulated.Events, cancellationToken).ToLookup(item => item.Kind);
        var bursts = settings.EventLevelDb is null
            ? new SigmaBursts(new NightSignals(prepared, cancellationToken), simulated.Events.Where(item => item.Kind == SleepEventKind.Spindle)) : null;
        return new NightCounts(
            Count(simulated.Events, stages, detections, bursts),
            found is null ? new Dictionary<SleepEventKind, EventCounts[]>() : IdealObserver.Kinds.ToDictionary(kind => kind, kind => IdealThresholds.Of(
                kind, [.. simulated.Events.Where(item => item.Kind == kind && Assessable.Holds(item, detections))],
                [.. found[kind].Where(item => Assessable.Holds(item, detections))], stages)));
    }

    internal static IReadOnlyDictionary<(SleepEventKind Kind, BenchScope Scope), EventCounts> Count(
        IReadOnlyList<SleepEvent> events, SleepStage[] stages, NightDetections night, SigmaBursts? bursts = null)
    {
        var counts = new Dictionary<(SleepEventKind, BenchScope), EventCounts>();
        foreach (var kind in Kinds)
        {
            SleepEvent[] truth = [.. events.Where(item => item.Kind == kind && Assessable.Holds(item, night))];
            var detected = EventMatcher.MergeChannels(night.Events.Where(item =>
                item.Kind == kind && (Assessable.OnlyIn(kind) is not { } role || item.Channel == role) && Assessable.Holds(item, night)));
            Func<DetectedEvent, bool> isNeutral = kind == SleepEventKind.Spindle && bursts is not null ? bursts.IsAsLarge : _ => false;
            foreach (var scope in Enum.GetValues<BenchScope>())
                counts[(kind, scope)] = Count(truth, detected, stages, scope == BenchScope.WholeNight ? Enum.GetValues<SleepStage>() : HomeStages.Of(kind), isNeutral);
        }

        return counts;
    }

    /// <summary>Counts what lies in some stages.</summary>
    internal static EventCounts Count(
        IReadOnlyList<SleepEvent> truth, IReadOnlyList<DetectedEvent> detected, SleepStage[] stages, IReadOnlyList<SleepStage> counted, Func<DetectedEvent, bool> isNeutral)
    {
        var pairs = EventMatcher.Match(truth, detected);
        var pairedTo = pairs.ToDictionary(pair => pair.Detected, pair => pair.Truth);
        var unpaired = Enumerable.Range(0, detected.Count).Where(i => !pairedTo.ContainsKey(i) && IsCounted(detected[i])).ToArray();
        var neutral = unpaired.Count(i => isNeutral(detected[i]));
        var matched = pairs.Count(pair => IsCounted(truth[pair.Truth]));
        return new EventCounts(truth.Count(IsCounted), matched + unpaired.Length - neutral, matched, neutral);

        bool IsCounted(SleepEvent item) => counted.Contains(stages[Math.Clamp((int)((item.OnsetSeconds + item.EndSeconds) / 60), 0, stages.Length - 1)]);
    }
}
