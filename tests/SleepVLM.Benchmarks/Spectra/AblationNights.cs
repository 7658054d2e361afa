using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Benchmarks.Spectra;

/// <summary>The same nights with one part of the simulation left out at a time, as EDF+ files for a stager that is not part of the program.</summary>
internal static class AblationNights
{
    /// <summary>Writes <c>PART-SEED.edf</c> with C4-M1 alone.</summary>
    /// <param name="seeds">Of the nights.</param>
    /// <param name="folder">Made where it is missing.</param>
    public static void Write(string seeds, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var seed in RuleStager.SimulatedCohort.Seeds(seeds))
        {
            Write(new SimulationSettings { Seed = seed }, Path.Combine(folder, $"all-{seed}.edf"));
            foreach (var part in SimulatedPartNames.Parts) Write(new SimulationSettings { Seed = seed, Without = part }, Path.Combine(folder, $"no-{SimulatedPartNames.Text(part)}-{seed}.edf"));
            Write(new SimulationSettings { Seed = seed, PlantedArtefacts = ArtefactKinds.None }, Path.Combine(folder, $"no-artefacts-{seed}.edf"));
        }
    }

    private static void Write(SimulationSettings settings, string path) =>
        SimulatedNightFile.WriteEdf(path, NightSimulator.Simulate(settings).WithChannels(ChannelRole.C4));
}
