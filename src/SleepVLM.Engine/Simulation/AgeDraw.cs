namespace SleepVLM.Engine.Simulation;

/// <summary>Ages as a sleep laboratory's clients have them.</summary>
public static class AgeDraw
{
    private const int Oldest = 90;

    /// <summary>Age in years of the subject with this seed: 50 with an SD of 17, from 18 to 90.</summary>
    public static int OfSeed(int seed) =>
        (int)Math.Round(Math.Clamp(new NoiseSource(seed * 2654435761L + 7).Gaussian(50, 17), AgeEffects.Youngest, Oldest));
}
