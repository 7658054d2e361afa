using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Quality;

/// <summary>Slow drifts of sweating or breathing under an EEG electrode.</summary>
/// <remarks>Seen before the filters: the means of single seconds wander by more than 30 uV (standard deviation after a straight line) and more than twice
/// the root mean square of 1-30 Hz.</remarks>
internal static class SweatDrift
{
    private const double LeastMicrovolts = 30, OverSignal = 2;

    /// <summary>Whether the sound seconds of an epoch show it.</summary>
    public static bool IsSeen(RawSeconds raw, Spectrogram spectrogram, List<int> sound)
    {
        double meanX = sound.Average(), meanY = sound.Average(second => raw.Mean[second]), xy = 0, xx = 0, yy = 0;
        foreach (var second in sound)
        {
            double x = second - meanX, y = raw.Mean[second] - meanY;
            (xy, xx, yy) = (xy + x * y, xx + x * x, yy + y * y);
        }

        var drift = Math.Sqrt(Math.Max(0, yy - xy * xy / xx) / sound.Count);
        var signal = Math.Sqrt(sound.Average(second => spectrogram.Power(spectrogram.At(second), 1, 30)));
        return drift > LeastMicrovolts && drift > OverSignal * signal;
    }
}
