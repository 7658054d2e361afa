using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>Counts what the detectors find of one simulated night's events.</summary>
/// <remarks>
/// Slow waves are true of the frontal derivation and alpha rhythm of the occipital one, and are compared there; copies of other kinds in several
/// channels count as one. Events, true or detected, that reach into seconds in which their channel is unusable are left out.
/// </remarks>
public static class BenchNight
{
    /// <summary>The kinds that are judged.</summary>
    public static IReadOnlyList<SleepEventKind> Kinds { get; } = Enum.GetValues<SleepEventKind>();

    /// <summary>Simulates, filters, detects and counts.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyDictionary<SleepEventKind, EventCounts> Count(SimulationSettings settings, CancellationToken cancellationToken)
    {
        var simulated = NightSimulator.Simulate(settings, cancellationToken);
        var analysis = NightAnalyzer.Analyze(SignalChain.Prepare(simulated, RenderStyle.SleepVlm(), null, cancellationToken), null, cancellationToken);
        return Kinds.ToDictionary(kind => kind, kind => Count(kind, simulated.Events, analysis.Detections));
    }

    private static EventCounts Count(SleepEventKind kind, IReadOnlyList<SleepEvent> events, NightDetections night)
    {
        SleepEvent[] truth = [.. events.Where(item => item.Kind == kind && IsAssessable(item, night))];
        var found = night.Events.Where(item => item.Kind == kind && (OnlyIn(kind) is not { } role || item.Channel == role) && IsAssessable(item, night));
        var detected = EventMatcher.MergeChannels(found);
        return new EventCounts(truth.Length, detected.Count, EventMatcher.Match(truth, detected).Count);
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
