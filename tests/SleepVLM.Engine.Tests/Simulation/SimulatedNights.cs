using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

/// <summary>Nights that several tests look at, each made and filtered once.</summary>
internal static class SimulatedNights
{
    private static readonly Lazy<SimulatedNight>[] Nights =
        [.. Enumerable.Range(1, 3).Select(seed => new Lazy<SimulatedNight>(() => NightSimulator.Simulate(new SimulationSettings { Seed = seed })))];

    private static readonly Lazy<PreparedNight>[] Prepared =
        [.. Nights.Select(night => new Lazy<PreparedNight>(() => SignalChain.Prepare(night.Value, RenderStyle.SleepVlm())))];

    public static SimulatedNight OfSeed(int seed) => Nights[seed - 1].Value;

    public static IEnumerable<SimulatedNight> All => Nights.Select(night => night.Value);

    public static PreparedNight Filtered(SimulatedNight night) => Prepared[night.Settings.Seed - 1].Value;
}
