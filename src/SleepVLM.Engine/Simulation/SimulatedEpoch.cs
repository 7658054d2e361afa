using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>What is true of one simulated epoch.</summary>
/// <param name="Index">Which epoch.</param>
/// <param name="Stage">The stage a scorer would give.</param>
/// <param name="Events">Events that overlap the epoch, in time order; one that crosses the border is in both epochs.</param>
public sealed record SimulatedEpoch(EpochIndex Index, SleepStage Stage, IReadOnlyList<SleepEvent> Events);
