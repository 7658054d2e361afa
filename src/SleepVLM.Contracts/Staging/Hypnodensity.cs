namespace SleepVLM.Contracts;

/// <summary>Probability of each stage for one epoch; the five add up to 1.</summary>
/// <param name="W">Probability of wakefulness, 0 to 1.</param>
/// <param name="N1">Probability of N1.</param>
/// <param name="N2">Probability of N2.</param>
/// <param name="N3">Probability of N3.</param>
/// <param name="R">Probability of REM sleep.</param>
public readonly record struct Hypnodensity(float W, float N1, float N2, float N3, float R)
{
    /// <summary>Probability of one stage.</summary>
    public float this[SleepStage stage] => stage switch
    {
        SleepStage.W => W,
        SleepStage.N1 => N1,
        SleepStage.N2 => N2,
        SleepStage.N3 => N3,
        SleepStage.R => R,
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };

    /// <summary>From five values in the order W, N1, N2, N3, R.</summary>
    public static Hypnodensity FromValues(ReadOnlySpan<float> values) => new(values[0], values[1], values[2], values[3], values[4]);
}
