namespace SleepVLM.Engine.Simulation;

/// <summary>Who is ill in a mixed cohort.</summary>
public static class DisorderDraw
{
    private static readonly (Disorder Disorder, double Share)[] Shares =
        [(Disorder.None, 0.55), (Disorder.Apnoea, 0.2), (Disorder.Rbd, 0.1), (Disorder.Stroke, 0.15)];

    /// <summary>The disorder of the subject with this seed: 55 % none, 20 % apnoea, 10 % RBD, 15 % stroke.</summary>
    public static Disorder OfSeed(int seed)
    {
        var drawn = new NoiseSource(seed * 2654435761L + 5).Uniform();
        foreach (var (disorder, share) in Shares)
            if ((drawn -= share) < 0) return disorder;
        return Disorder.None;
    }
}
