namespace SleepVLM.Torch.Training;

/// <summary>Brings waveform quantities to about unit spread and back: decibels as they are, amplitudes by their logarithm.</summary>
public static class WaveformScale
{
    private const float MeanDecibels = 8, SpreadDecibels = 10, LeastDecibels = -20;
    private const float MeanAmplitudeDecibels = 9, SpreadAmplitudeDecibels = 4, LeastMicrovolts = 0.1f;

    /// <summary>Whether a quantity of a second is an amplitude and not a band power.</summary>
    public static bool IsAmplitude(int quantity) => quantity % WaveformTargets.PerChannel == WaveformTargets.PerChannel - 1 || quantity == WaveformTargets.PerSecond - 1;

    /// <summary>A quantity in units of spread; silence counts as -20 dB or 0.1 uV.</summary>
    /// <param name="value">dB or uV.</param>
    /// <param name="quantity">Which of <see cref="WaveformTargets.PerSecond"/>.</param>
    public static float ToSpread(float value, int quantity) => IsAmplitude(quantity)
        ? (10 * MathF.Log10(MathF.Max(value, LeastMicrovolts)) - MeanAmplitudeDecibels) / SpreadAmplitudeDecibels
        : (MathF.Max(value, LeastDecibels) - MeanDecibels) / SpreadDecibels;

    /// <summary>The inverse of <see cref="ToSpread"/>.</summary>
    public static float FromSpread(float value, int quantity) => IsAmplitude(quantity)
        ? MathF.Pow(10, (value * SpreadAmplitudeDecibels + MeanAmplitudeDecibels) / 10)
        : value * SpreadDecibels + MeanDecibels;
}
