using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>Hypnograms alone, with the dynamics of real ones.</summary>
public static class SimulatedHypnogram
{
    private const int WholeNightEpochs = 960;

    /// <summary>A stretch of an eight-hour night, as it would be seen had only these epochs been recorded.</summary>
    /// <param name="subject">Whose night: seed, age and disorder count.</param>
    /// <param name="epochs">Its length in epochs of 30 s, 2 to 960; every place in the night is as likely.</param>
    public static IReadOnlyList<SleepStage> Stretch(SimulationSettings subject, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epochs, WholeNightEpochs);
        var noise = new NoiseSource(subject.Seed);
        var sleeper = SimulatedSubject.Of(subject, noise, SimulatedSubject.OfFate(subject));
        var night = NightArchitecture.Plan(WholeNightEpochs, sleeper.Tendency, noise.Fork());
        var first = (int)(noise.Uniform() * (WholeNightEpochs - epochs + 1));
        return night[first..(first + epochs)];
    }
}
