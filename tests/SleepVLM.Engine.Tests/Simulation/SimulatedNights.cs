using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

/// <summary>Nights that several tests look at, made once.</summary>
public sealed class SimulatedNights
{
    public const int Count = 4;

    private readonly Lazy<SimulatedNight>[] _nights =
        [.. Enumerable.Range(1, Count).Select(seed => new Lazy<SimulatedNight>(() => NightSimulator.Simulate(new SimulationSettings { Seed = seed })))];

    public SimulatedNight this[int seed] => _nights[seed - 1].Value;

    public IEnumerable<SimulatedNight> All => _nights.Select(night => night.Value);
}
