namespace SleepVLM.Engine.Simulation;

/// <summary>Who sleeps: illness, and all that follows from it and from age.</summary>
/// <param name="Disorder">What the sleeper suffers from.</param>
/// <param name="Traits">Of this sleeper and recording.</param>
/// <param name="Tendency">How their nights differ from the mean night.</param>
internal sealed record SimulatedSubject(Disorder Disorder, SubjectTraits Traits, StageTendency Tendency)
{
    /// <summary>The subject of a night.</summary>
    public static SimulatedSubject Of(SimulationSettings settings) => Of(settings, new NoiseSource(settings.Seed), OfFate(settings));

    /// <summary>Illness draws from a stream of its own: the same seed is the same person, ill or well.</summary>
    public static NoiseSource OfFate(SimulationSettings settings) => new(~(long)settings.Seed);

    /// <summary>The subject of a night, where the streams go on to draw the night.</summary>
    /// <param name="settings">Age and disorder that were asked for.</param>
    /// <param name="person">For what anyone has; one stream is forked from it.</param>
    /// <param name="fate">For illness; one stream is forked from it.</param>
    public static SimulatedSubject Of(SimulationSettings settings, NoiseSource person, NoiseSource fate)
    {
        var (healthy, noise) = (SubjectTraits.Draw(person.Fork()), fate.Fork());
        var aged = settings.AgeYears is { } years ? AgeEffects.Apply(healthy, years) : healthy;
        var tendency = settings.AgeYears is { } age ? StageTendency.OfAge(age) : StageTendency.Neutral;
        return new SimulatedSubject(settings.Disorder, Ill(aged, settings.Disorder, noise), tendency.Plus(StageTendency.Of(settings.Disorder)));
    }

    private static SubjectTraits Ill(SubjectTraits traits, Disorder disorder, NoiseSource noise) => disorder switch
    {
        Disorder.Apnoea => traits with
        {
            // Nearly all of them snore.
            SnoreMicrovolts = Math.Max(traits.SnoreMicrovolts, noise.LogNormal(5, 0.5)),
            SlowWaveDb = traits.SlowWaveDb - 0.5,
        },
        Disorder.Rbd => traits with
        {
            // Tone of R as high as that of N2 or higher; the chin must have tone that can be kept.
            ChinRemShare = noise.Uniform(0.9, 1.7),
            ChinRmsMicrovolts = Math.Max(traits.ChinRmsMicrovolts, 4),
            RemTwitches = noise.Uniform(3, 8),
        },
        Disorder.Stroke => traits with { SlowWaveDb = traits.SlowWaveDb - 0.5 },
        _ => traits,
    };
}
