using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Evaluation.QualityBench;

/// <summary>Measures signal quality on simulated nights into which artefacts were planted.</summary>
/// <param name="Nights">How many; seeds count up from <paramref name="Seed"/>.</param>
/// <param name="Seed">First seed.</param>
/// <param name="Minutes">Length of each night.</param>
/// <param name="Planted">Artefacts to plant.</param>
public sealed record QualityBenchRun(int Nights, int Seed, double Minutes, ArtefactKinds Planted = ArtefactKinds.All)
{
    private const double LeastCoverSeconds = 20;

    /// <summary>Kinds that a look at the signal can tell; a pop is over at once.</summary>
    public static IReadOnlyList<ArtefactKinds> Kinds { get; } = [.. ArtefactNames.Kinds.Where(kind => ArtefactNames.Faults(kind) != SignalFault.None)];

    /// <summary>Makes the nights and counts.</summary>
    /// <param name="progress">Told nights done and nights in all.</param>
    /// <param name="cancellationToken">Stops between the steps of a night.</param>
    /// <returns>One score for each of <see cref="Kinds"/>.</returns>
    /// <exception cref="SimulationException">A setting is out of range.</exception>
    public IReadOnlyList<QualityScore> Run(Action<int, int>? progress = null, CancellationToken cancellationToken = default)
    {
        QualityScore[] sums = [.. Kinds.Select(kind => new QualityScore(kind, 0, 0, 0, 0))];
        for (var i = 0; i < Nights; i++)
        {
            progress?.Invoke(i, Nights);
            var night = NightSimulator.Simulate(new SimulationSettings { Seed = Seed + i, Minutes = Minutes, PlantedArtefacts = Planted }, cancellationToken);
            var detections = NightAnalyzer.Analyze(SignalChain.Prepare(night, RenderStyle.SleepVlm(), null, cancellationToken), null, cancellationToken).Detections;
            foreach (var quality in Enumerable.Range(0, detections.EpochCount).SelectMany(epoch => detections.Around(new EpochIndex(epoch)).Quality.Select(told => (Epoch: epoch, Told: told))))
                for (var k = 0; k < sums.Length; k++) sums[k] += Count(night, Kinds[k], quality.Epoch, quality.Told);
        }

        progress?.Invoke(Nights, Nights);
        return sums;
    }

    private static QualityScore Count(SimulatedNight night, ArtefactKinds kind, int epoch, SignalQuality told)
    {
        var (from, to) = (30.0 * epoch, 30.0 * epoch + 30);
        var isTold = (told.Faults & ArtefactNames.Faults(kind)) != 0;
        var here = night.Artefacts.Where(item => item.Derivation == told.Derivation && item.OnsetSeconds < to && item.EndSeconds > from).ToList();
        var cover = here.Where(item => item.Kind == kind).Sum(item => Math.Min(to, item.EndSeconds) - Math.Max(from, item.OnsetSeconds));
        if (cover >= LeastCoverSeconds) return new QualityScore(kind, 1, isTold ? 1 : 0, 0, 0);
        if (here.Count > 0 || night.Truths[epoch].MovementSeconds > 0) return new QualityScore(kind, 0, 0, 0, 0);
        return new QualityScore(kind, 0, 0, 1, isTold ? 1 : 0);
    }
}
