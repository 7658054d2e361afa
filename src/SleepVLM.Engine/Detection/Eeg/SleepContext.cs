using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>Whether the surroundings of a moment look like sleep: slow activity outweighs fast (the context of A7, Lacourse et al. 2019).</summary>
internal static class SleepContext
{
    private const double LeastLogRatio = 0.9;
    private const int ReachSeconds = 15, EverySeconds = 2;

    /// <summary>Power of 0.5-8 Hz over that of 16-30 Hz in the 30 s around, logarithm above 0.9.</summary>
    public static bool IsSleepLike(ChannelSignal channel, int second)
    {
        var spectrogram = channel.Spectrogram;
        double slow = 0, fast = 0;
        for (var around = Math.Max(0, second - ReachSeconds); around < Math.Min(channel.Seconds, second + ReachSeconds); around += EverySeconds)
        {
            if (!channel.Quality.IsUsable(around)) continue;
            slow += spectrogram.Power(spectrogram.At(around), 0.5, 8);
            fast += spectrogram.Power(spectrogram.At(around), 16, 30);
        }

        return Math.Log10(slow / (fast + 1e-9) + 1e-9) > LeastLogRatio;
    }

    /// <summary>Whether the sigma band outweighs 8-11 Hz in a second: where it does not, the rhythm is alpha.</summary>
    public static bool OutweighsAlpha(ChannelSignal channel, int second)
    {
        var density = channel.Spectrogram.At(Math.Min(second, channel.Seconds - 1));
        return channel.Spectrogram.Power(density, SigmaBands.LowHz, SigmaBands.HighHz)
            > channel.Spectrogram.Power(density, SignalCriteria.AlphaLowHz, SigmaBands.LowHz);
    }
}
