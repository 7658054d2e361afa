using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>Measures the checker on simulated nights and on recordings.</summary>
/// <param name="Nights">Simulated nights.</param>
/// <param name="Seed">First seed; nights count up from it.</param>
/// <param name="Minutes">Length of each simulated night, minutes.</param>
/// <param name="CasesPerFault">Cases of each kind of fault in each night, where it offers so many.</param>
/// <param name="Style">Filters.</param>
public sealed record CheckerBenchRun(int Nights, int Seed, double Minutes, int CasesPerFault, RenderStyle Style)
{
    /// <summary>Group of the simulated nights with rationales told from detections.</summary>
    public const string Measured = "simulated, told from measurement";

    /// <summary>Group of the same nights with rationales told from the simulation's truth.</summary>
    public const string True = "simulated, told from truth";

    /// <summary>Simulates, tells, spoils and checks.</summary>
    /// <param name="rules">The rule book.</param>
    /// <param name="checker">The checker to measure.</param>
    /// <param name="recordings">Recordings to measure on too.</param>
    /// <param name="progress">Nights done and their number.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<CheckerScore> Run(
        RuleBook rules, RuleChecker checker, IReadOnlyList<NightReading> recordings, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var meters = new Dictionary<string, CheckerMeter>();
        CheckerMeter Meter(string group) => meters.TryGetValue(group, out var meter) ? meter : meters[group] = new CheckerMeter(rules, CasesPerFault);
        for (var i = 0; i < Nights; i++)
        {
            var night = NightSimulator.Simulate(new SimulationSettings { Seed = Seed + i, Minutes = Minutes }, cancellationToken);
            var told = new BenchNights(NightReading.Of(night, $"seed {Seed + i}", Style, null, cancellationToken), checker);
            Meter(Measured).Add(told.Measured(night), Seed + i, cancellationToken);
            Meter(True).Add(told.True(night), Seed + i, cancellationToken);
            progress?.Invoke(i + 1, Nights + recordings.Count);
        }

        for (var i = 0; i < recordings.Count; i++)
        {
            var name = recordings[i].Recording.Name;
            Meter(name).Add(new BenchNights(recordings[i], checker).Measured(null), Seed + i, cancellationToken);
            progress?.Invoke(Nights + i + 1, Nights + recordings.Count);
        }

        return [.. meters.Select(meter => meter.Value.Score(meter.Key))];
    }
}
