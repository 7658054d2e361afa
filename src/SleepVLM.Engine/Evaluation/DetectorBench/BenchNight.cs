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
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyDictionary<(SleepEventKind Kind, BenchScope Scope), EventCounts> Count(SimulationSettings settings, CancellationToken cancellationToken)
    {
        var simulated = NightSimulator.Simulate(settings, cancellationToken);
        var analysis = NightAnalyzer.Analyze(SignalChain.Prepare(simulated, RenderStyle.SleepVlm(), null, cancellationToken), null, cancellationToken);
        return Count(simulated.Events, [.. simulated.Epochs.Select(epoch => epoch.Stage)], analysis.Detections);
    }

    internal static IReadOnlyDictionary<(SleepEventKind Kind, BenchScope Scope), EventCounts> Count(
        IReadOnlyList<SleepEvent> events, SleepStage[] stages, NightDetections night)
    {
        var counts = new Dictionary<(SleepEventKind, BenchScope), EventCounts>();
        foreach (var kind in Kinds)
        {
            var (truth, detected) = Judged(kind, events, night);
            var pairs = EventMatcher.Match(truth, detected);
            var pairedTo = pairs.ToDictionary(pair => pair.Detected, pair => pair.Truth);
            var home = HomeStages.Of(kind);
            counts[(kind, BenchScope.WholeNight)] = new EventCounts(truth.Count, detected.Count, pairs.Count);
            counts[(kind, BenchScope.HomeStages)] = new EventCounts(
                truth.Count(IsAtHome),
                Enumerable.Range(0, detected.Count).Count(i => IsAtHome(pairedTo.TryGetValue(i, out var t) ? truth[t] : detected[i])),
                pairs.Count(pair => IsAtHome(truth[pair.Truth])));

            bool IsAtHome(SleepEvent item) => home.Contains(stages[Math.Clamp((int)((item.OnsetSeconds + item.EndSeconds) / 60), 0, stages.Length - 1)]);
        }

        return counts;
    }

    private static (IReadOnlyList<SleepEvent> Truth, IReadOnlyList<DetectedEvent> Detected) Judged(
        SleepEventKind kind, IReadOnlyList<SleepEvent> events, NightDetections night)
    {
        SleepEvent[] truth = [.. events.Where(item => item.Kind == kind && IsAssessable(item, night))];
        var found = night.Events.Where(item => item.Kind == kind && (OnlyIn(kind) is not { } role || item.Channel == role) && IsAssessable(item, night));
        return (truth, EventMatcher.MergeChannels(found));
    }

    private static ChannelRole? OnlyIn(SleepEventKind kind) => kind switch
    {
        SleepEventKind.SlowWave => ChannelRole.F4,
        SleepEventKind.AlphaRhythm => ChannelRole.O2,
        _ => null,
    };

    private static bool IsAssessable(SleepEvent item, NightDetections night)
    {
        for (var epoch = (int)(Math.Max(0, item.OnsetSeconds) / 30); epoch <= (int)(item.EndSeconds / 30) && epoch < night.EpochCount; epoch++)
        {
            var around = night.Around(new EpochIndex(epoch));
            if (!around.LookedFor.Contains(item.Kind)) return false;
            if (around.Quality.Any(quality => Needs(item, quality.Channel) && quality.UnusableSeconds > 0)) return false;
        }

        return true;
    }

    private static bool Needs(SleepEvent item, ChannelRole role) => item.Kind switch
    {
        SleepEventKind.RapidEyeMovement or SleepEventKind.SlowEyeMovement or SleepEventKind.Blink => role is ChannelRole.LOC or ChannelRole.ROC,
        SleepEventKind.SlowWave or SleepEventKind.AlphaRhythm => role == OnlyIn(item.Kind),
        SleepEventKind.BodyMovement => false,
        _ => role <= ChannelRole.O2,
    };
}
