using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>When the sleeper stirs: arousals and body movements, drawn before anything is synthesised because stages, muscles and electrodes all follow them.</summary>
internal sealed record DisturbancePlan(IReadOnlyList<SleepEvent> Arousals, IReadOnlyList<SleepEvent> Movements)
{
    /// <summary>Onsets of K complexes that lead an arousal, beside those that come by themselves.</summary>
    public IReadOnlyList<double> LeadingKComplexes { get; init; } = [];

    private const double ShortestArousalSeconds = 3; // AASM manual, arousal rule

    public static DisturbancePlan Draw(IReadOnlyList<SleepStage> stages, SubjectTraits traits, NoiseSource noise)
    {
        var (arousals, movements) = (new List<SleepEvent>(), new List<SleepEvent>());
        for (var epoch = 0; epoch < stages.Count; epoch++)
        {
            var (stage, onset) = (stages[epoch], epoch * 30.0);
            var next = stages[Math.Min(epoch + 1, stages.Count - 1)];
            var awake = stage == SleepStage.W;
            var stable = epoch > 0 && !awake && stages[epoch - 1] == stage;
            // Many arousals end a stretch of sleep: the lighter stage that follows is their trace in the hypnogram.
            var lightens = stage is SleepStage.N2 or SleepStage.N3 or SleepStage.R && next is SleepStage.W or SleepStage.N1;
            var chance = stable ? (lightens ? 0.5 : Susceptibility(stage) * traits.ArousalsPerHour / 120) : 0;
            if (noise.Chance(chance))
            {
                var start = onset + (lightens ? noise.Uniform(20, 27) : noise.Uniform(1, 22));
                var longest = lightens ? 12 : 9;
                arousals.Add(new(SleepEventKind.Arousal, start, Math.Clamp(noise.LogNormal(6, 0.4), ShortestArousalSeconds, longest), ChannelRole.C4, 0, noise.Uniform(8, 20)));
            }
            var moving = awake ? 1 : lightens && next == SleepStage.W ? 6 : stage == SleepStage.R && traits.RemTwitches > 1 ? 1.5 : 0.05;
            if (noise.Chance(Math.Min(0.6, traits.MovementsPerHour / 120 * moving)))
                movements.Add(new(SleepEventKind.BodyMovement, onset + noise.Uniform(0, 25), Math.Clamp(noise.LogNormal(5, 0.6), 1.5, 25),
                    ChannelRole.F4, noise.LogNormal(190, 0.6), 0));
        }
        return new DisturbancePlan(arousals, movements);
    }

    /// <summary>The same night with the arousals that end apnoeas.</summary>
    public DisturbancePlan WithApnoeas(IReadOnlyList<SleepStage> stages, NoiseSource noise)
    {
        var (arousals, kComplexes) = ApnoeaTrains.Draw(stages, noise);
        return this with { Arousals = ApnoeaTrains.Merge(Arousals, arousals), LeadingKComplexes = kComplexes };
    }

    private static double Susceptibility(SleepStage stage) => stage switch { SleepStage.N1 => 1.6, SleepStage.N3 => 0.4, SleepStage.R => 1.2, _ => 1 };
}
