using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>The arousals that end apnoeas: one every 20 to 60 s, through stretches of the night, with breathing that is not recorded.</summary>
/// <remarks>An arousal every apnoea in light sleep and R, hardly any in N3; often a K complex comes first. Period and severity are the sleeper's own; R has longer apnoeas
/// (Findley et al. 1985, Chest 87:432).</remarks>
internal static class ApnoeaTrains
{
    private const double ShortestPeriod = 20, LongestPeriod = 60;
    private const double QuietSeconds = 10; // AASM manual: that much sleep lies between two arousals

    /// <returns>Arousals, and the onsets of K complexes that lead them, both in time order.</returns>
    public static (IReadOnlyList<SleepEvent> Arousals, IReadOnlyList<double> KComplexes) Draw(IReadOnlyList<SleepStage> stages, NoiseSource noise)
    {
        var (arousals, kComplexes) = (new List<SleepEvent>(), new List<double>());
        var usualPeriod = noise.Uniform(24, 48);
        var quietMinutes = noise.LogNormal(14, 0.6);
        var end = stages.Count * 30.0;
        for (var start = 60 * noise.Exponential(quietMinutes); start < end; start += 60 * noise.Exponential(quietMinutes))
        {
            var blockEnd = Math.Min(end - 30, start + 60 * Math.Clamp(noise.LogNormal(14, 0.7), 3, 60));
            for (; start < blockEnd; start += Period(Stage(stages, start), usualPeriod, noise))
            {
                var stage = Stage(stages, start);
                if (!noise.Chance(Susceptibility(stage))) continue;
                var duration = Math.Clamp(noise.LogNormal(6, 0.4), 3, 14);
                var deepest = Math.Min(duration, 30 * stages.Count - start - 1);
                arousals.Add(new(SleepEventKind.Arousal, start, deepest, ChannelRole.C4, 0, noise.Uniform(8, 20)));
                if (stage is SleepStage.N2 && noise.Chance(0.55)) kComplexes.Add(Math.Max(0, start - noise.Uniform(0, 0.6)));
            }
        }

        return (arousals, kComplexes);
    }

    /// <summary>Both lists in one, without arousals closer than 10 s to one before.</summary>
    public static IReadOnlyList<SleepEvent> Merge(IEnumerable<SleepEvent> spontaneous, IReadOnlyList<SleepEvent> respiratory)
    {
        var merged = new List<SleepEvent>();
        foreach (var arousal in spontaneous.Concat(respiratory).OrderBy(item => item.OnsetSeconds))
            if (merged.Count == 0 || arousal.OnsetSeconds >= merged[^1].EndSeconds + QuietSeconds) merged.Add(arousal);
        return merged;
    }

    private static SleepStage Stage(IReadOnlyList<SleepStage> stages, double seconds) => stages[Math.Min((int)(seconds / 30), stages.Count - 1)];

    private static double Period(SleepStage stage, double usual, NoiseSource noise) =>
        Math.Clamp(noise.LogNormal(usual * (stage == SleepStage.R ? 1.25 : 1), 0.18), ShortestPeriod, LongestPeriod);

    private static double Susceptibility(SleepStage stage) => stage switch { SleepStage.W => 0, SleepStage.N3 => 0.15, _ => 0.85 };
}
