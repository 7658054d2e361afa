using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>Measures the detectors on simulated nights whose events are known.</summary>
/// <param name="Nights">Nights of each level; seeds count up from <paramref name="Seed"/>.</param>
/// <param name="Seed">First seed. Detectors were set on seeds 1000-1099: judge them on others.</param>
/// <param name="LevelsDb">Levels at which spindles, K complexes and rapid eye movements are planted (<see cref="SimulationSettings.EventLevelDb"/>);
/// null stands for events as the subjects make them.</param>
/// <param name="Minutes">Length of each night.</param>
/// <param name="Ideal">Whether an ideal observer is judged on the same nights.</param>
public sealed record DetectorBenchRun(int Nights, int Seed, IReadOnlyList<double?> LevelsDb, double Minutes, bool Ideal = false)
{
    /// <summary>Makes the nights and counts.</summary>
    /// <param name="progress">Told nights done and nights in all.</param>
    /// <param name="cancellationToken">Stops between the steps of a night.</param>
    /// <returns>One score a level, kind and scope.</returns>
    /// <exception cref="SimulationException">A setting is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<DetectorScore> Run(Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var scores = new List<DetectorScore>();
        var observers = new IdealObserver?[Nights];
        var done = 0;
        foreach (var level in LevelsDb)
        {
            var nights = new List<NightCounts>();
            for (var night = 0; night < Nights; night++)
            {
                progress?.Invoke(done++, Nights * LevelsDb.Count);
                var settings = new SimulationSettings { Seed = Seed + night, Minutes = Minutes, EventLevelDb = level };
                if (Ideal) observers[night] ??= new IdealObserver(settings, cancellationToken);
                nights.Add(BenchNight.Count(settings, observers[night], cancellationToken));
            }

            foreach (var kind in BenchNight.Kinds)
                foreach (var scope in Enum.GetValues<BenchScope>())
                    scores.Add(DetectorScore.Of(kind, scope, level, [.. nights.Select(night => night.Detectors[(kind, scope)])], Seed) with
                    {
                        Ideal = Ideal && scope == BenchScope.HomeStages && IdealObserver.Kinds.Contains(kind) ? IdealThresholds.Best(nights.Select(night => night.Ideal[kind])) : null,
                    });
        }

        progress?.Invoke(done, done);
        return scores;
    }
}
