using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>An observer who knows a subject's events and background beforehand, which no detector does: matched filters over all derivations.</summary>
/// <remarks>It bounds what a detector can reach on events of one shape a length, not what exists: shapes vary within a length, and it knows no context.</remarks>
internal sealed class IdealObserver
{
    /// <summary>Kinds that are planted at a level.</summary>
    public static readonly SleepEventKind[] Kinds = [SleepEventKind.Spindle, SleepEventKind.KComplex, SleepEventKind.RapidEyeMovement];

    private const double PlainDb = 12, Loading = 0.01, LeastEvidence = 2.5;

    private readonly TemplateSet[] _shapes;

    /// <param name="settings">The night that will be looked at, at any level.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public IdealObserver(SimulationSettings settings, CancellationToken cancellationToken)
    {
        var plain = NightSimulator.Simulate(settings with { EventLevelDb = PlainDb }, cancellationToken);
        var channels = Channels(SignalChain.Prepare(plain, RenderStyle.SleepVlm(), null, cancellationToken), cancellationToken);
        _shapes = [.. Kinds.Select(kind => IdealShapes.Of(kind, channels, plain.Events))];
    }

    /// <summary>All places of a night that look like an event, the plain and the doubtful; their score is the evidence, in standard deviations of the background.</summary>
    /// <param name="night">Filtered signals.</param>
    /// <param name="truth">True events: what lies between them is the background that the observer knows.</param>
    /// <param name="cancellationToken">Stops between epochs.</param>
    public IReadOnlyList<DetectedEvent> Look(PreparedNight night, IReadOnlyList<SleepEvent> truth, CancellationToken cancellationToken)
    {
        var channels = Channels(night, cancellationToken);
        var found = new List<DetectedEvent>();
        for (var i = 0; i < Kinds.Length; i++)
        {
            if (_shapes[i].Templates.Count == 0) continue;
            var taken = new bool[channels[0].Seconds + 1];
            foreach (var item in truth.Where(item => item.Kind == Kinds[i]))
                for (var second = Math.Max(0, (int)item.OnsetSeconds); second <= item.EndSeconds && second < taken.Length; second++) taken[second] = true;
            var background = new BackgroundSpectra(channels, second => second < taken.Length && !taken[second], Loading, cancellationToken);
            var evidence = new MatchedFilterBank(channels, background).Look([_shapes[i]], cancellationToken)[0];
            found.AddRange(evidence.Peaks(LeastEvidence).Select(peak => new DetectedEvent(
                Kinds[i], peak.OnsetSeconds, peak.DurationSeconds, channels[0].Role, 0, 0, channels[0].Derivation, peak.Value, "ideal observer")));
        }

        return found;
    }

    private static ChannelSignal[] Channels(PreparedNight night, CancellationToken cancellationToken) =>
        [.. new NightSignals(night, cancellationToken).Channels.Where(channel => channel.Role != ChannelRole.Chin)];
}
