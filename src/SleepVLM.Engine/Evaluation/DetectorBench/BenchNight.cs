using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>Counts what the detectors find of one simulated night's events.</summary>
/// <remarks>
/// Slow waves are true of the frontal derivation and alpha rhythm of the occipital one, and are compared there; copies of other kinds in several
/// channels count as one. Events, true or detected, that reach into seconds in which their channel is unusable are left out. Events are paired over the
/// whole night; a pair belongs to the stage of the true event's middle, any other event to that of its own.
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
        return new NightCounts(
            Count(simulated.Events, stages, detections),
            found is null ? new Dictionary<SleepEventKind, EventCounts[]>() : IdealObserver.Kinds.ToDictionary(kind => kind, kind => IdealThresholds.Of(
                kind, [.. simulated.Events.Where(item => item.Kind == kind && Assessable.Holds(item, detections))],
                [.. found[kind].Where(item => Assessable.Holds(item, detections))], stages)));
    }

    internal static IReadOnlyDictionary<(SleepEventKind Kind, BenchScope Scope), EventCounts> Count(
        IReadOnlyList<SleepEvent> events, SleepStage[] stages, NightDetections night)
    {
        var counts = new Dictionary<(SleepEventKind, BenchScope), EventCounts>();
        foreach (var kind in Kinds)
        {
            SleepEvent[] truth = [.. events.Where(item => item.Kind == kind && Assessable.Holds(item, night))];
            var detected = EventMatcher.MergeChannels(night.Events.Where(item =>
                item.Kind == kind && (Assessable.OnlyIn(kind) is not { } role || item.Channel == role) && Assessable.Holds(item, night)));
            counts[(kind, BenchScope.WholeNight)] = new EventCounts(truth.Length, detected.Count, EventMatcher.Match(truth, detected).Count);
            counts[(kind, BenchScope.HomeStages)] = AtHome(kind, truth, detected, stages);
        }

        return counts;
    }

    /// <summary>Counts what lies in a kind's home stages.</summary>
    internal static EventCounts AtHome(SleepEventKind kind, IReadOnlyList<SleepEvent> truth, IReadOnlyList<DetectedEvent> detected, SleepStage[] stages)
    {
        var pairs = EventMatcher.Match(truth, detected);
        var pairedTo = pairs.ToDictionary(pair => pair.Detected, pair => pair.Truth);
        var home = HomeStages.Of(kind);
        return new EventCounts(
            truth.Count(IsAtHome),
            Enumerable.Range(0, detected.Count).Count(i => IsAtHome(pairedTo.TryGetValue(i, out var t) ? truth[t] : detected[i])),
            pairs.Count(pair => IsAtHome(truth[pair.Truth])));

        bool IsAtHome(SleepEvent item) => home.Contains(stages[Math.Clamp((int)((item.OnsetSeconds + item.EndSeconds) / 60), 0, stages.Length - 1)]);
    }
}
