namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>Seconds in which alpha rhythm dominates.</summary>
/// <remarks>8-13 Hz holds at least half of the power of 4-30 Hz (a falling background gives it about a quarter), is more than a trace, and
/// its weight lies below the spindles.</remarks>
internal static class AlphaRhythm
{
    private const double LeastShare = 0.5, LeastMicrovoltsRms = 2;
    private const double LowestHz = 4, HighestHz = 30, SpindleLowHz = 12, SpindleHighHz = 16;

    /// <summary>One entry per second of the night.</summary>
    public static bool[] Seconds(Spectrogram spectrogram, int seconds)
    {
        var alpha = new bool[seconds];
        for (var second = 0; second < seconds; second++)
        {
            var density = spectrogram.At(second);
            var power = spectrogram.Power(density, SignalCriteria.AlphaLowHz, SignalCriteria.AlphaHighHz);
            alpha[second] = power >= LeastMicrovoltsRms * LeastMicrovoltsRms
                && power >= LeastShare * spectrogram.Power(density, LowestHz, HighestHz)
                && spectrogram.Power(density, SignalCriteria.AlphaLowHz, SpindleLowHz) >= spectrogram.Power(density, SpindleLowHz, SpindleHighHz);
        }

        return alpha;
    }
}
