using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;

namespace SleepVLM.Engine.Simulation;

/// <summary>Stages for <see cref="SimulationSettings.Hypnogram"/>, taken from a scoring of a real night or another simulation.</summary>
/// <param name="Stages">One for each epoch of 30 s.</param>
/// <param name="Filled">Epochs without a stage in the file: they take that of the epoch before, those at the start that of the first scored one.</param>
public sealed record PlannedStages(IReadOnlyList<SleepStage> Stages, int Filled)
{
    /// <summary>Reads any scoring that <see cref="HypnogramReader"/> reads.</summary>
    /// <exception cref="SleepVlmException">It is none, or gives no epoch a stage.</exception>
    public static PlannedStages Read(string path, CancellationToken cancellationToken = default)
    {
        var scored = HypnogramReader.Read(path, cancellationToken).ToStages();
        var last = scored.FirstOrDefault(stage => stage is not null) ?? throw new SimulationException($"{path}: no epoch has a stage; name a scored hypnogram");
        var stages = new SleepStage[scored.Count];
        for (var i = 0; i < stages.Length; i++) stages[i] = last = scored[i] ?? last;
        return new PlannedStages(stages, scored.Count(stage => stage is null));
    }
}
