using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>A night that cannot be simulated as asked.</summary>
public sealed class SimulationException(string message) : SleepVlmException(message);
