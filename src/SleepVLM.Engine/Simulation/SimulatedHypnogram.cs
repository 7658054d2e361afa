using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>Hypnograms alone, with the dynamics of real ones.</summary>
public static class SimulatedHypnogram
{
    private const int WholeNightEpochs = 960;

    /// <summary>A stretch of an eight-hour night, as it would be seen had only these epochs been recorded.</summary>
    /// <param name="seed">Decides the night and where in it the stretch lies; every place is as likely.</param>
    /// <param name="epochs">Its length in epochs of 30 s, 2 to 960.</param>
    public static IReadOnlyList<SleepStage> Stretch(int seed, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epochs, WholeNightEpochs);
        var noise = new NoiseSource(seed);
        var night = NightArchitecture.Plan(WholeNightEpochs, noise.Fork());
        var first = (int)(noise.Uniform() * (WholeNightEpochs - epochs + 1));
        return night[first..(first + epochs)];
    }
}
