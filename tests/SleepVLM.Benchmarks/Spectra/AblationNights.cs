using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Benchmarks.Spectra;

/// <summary>The same nights with one part of the simulation left out at a time, as EDF+ files for a stager that is not part of the program.</summary>
internal static class AblationNights
{
    private static readonly (string Name, Func<SubjectTraits, SubjectTraits> Change)[] Parts =
    [
        ("all", traits => traits),
        ("no-unrest", traits => traits with { Burstiness = 0 }),
        ("no-coupling", traits => traits with { SigmaCoupling = 0 }),
        ("no-spindles", traits => traits with { SpindlesPerMinute = 0 }),
        ("no-k-complexes", traits => traits with { KComplexesPerMinute = 0 }),
        ("no-alpha", traits => traits with { AlphaRmsMicrovolts = 0 }),
        ("no-blending", traits => traits with { Blending = 0 }),
        ("no-eyes", traits => traits with { EyeMovementMicrovolts = 0, RemsPerMinute = 0, SlowEyeMovementRate = 0 }),
        ("no-stirring", traits => traits with { ArousalsPerHour = 0, MovementsPerHour = 0 }),
    ];

    /// <summary>Writes <c>PART-SEED.edf</c> with C4-M1 alone.</summary>
    /// <param name="seeds">Of the nights.</param>
    /// <param name="folder">Made where it is missing.</param>
    public static void Write(string seeds, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var seed in RuleStager.SimulatedCohort.Seeds(seeds))
        {
            foreach (var (name, change) in Parts) Write(new SimulationSettings { Seed = seed, Change = change }, Path.Combine(folder, $"{name}-{seed}.edf"));
            Write(new SimulationSettings { Seed = seed, PlantedArtefacts = ArtefactKinds.None }, Path.Combine(folder, $"no-artefacts-{seed}.edf"));
        }
    }

    private static void Write(SimulationSettings settings, string path) =>
        SimulatedNightFile.WriteEdf(path, NightSimulator.Simulate(settings).WithChannels(ChannelRole.C4));
}
