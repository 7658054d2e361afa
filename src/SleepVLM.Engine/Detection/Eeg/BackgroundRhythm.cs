using SleepVLM.Engine.Detection.Quality;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>The frequency of the background: where the spectrum of 4-13 Hz stands highest over its fall.</summary>
/// <remarks>The fall is a straight line in log-log through 2-4 Hz and 16-20 Hz.</remarks>
internal static class BackgroundRhythm
{
    private const double LowHz = 4, HighHz = 13;

    /// <summary>Hertz; null where the epoch has no power to speak of.</summary>
    public static double? FrequencyHz(Spectrogram spectrogram, ChannelQuality quality, int epoch)
    {
        var density = spectrogram.Mean(epoch, quality);
        double below = spectrogram.Power(density, 2, 4) / 2, above = spectrogram.Power(density, 16, 20) / 4;
        if (!(below > 0 && above > 0)) return null;
        var slope = Math.Log(above / below) / Math.Log(18.0 / 3);
        double? best = null;
        var highest = double.NegativeInfinity;
        for (var bin = 0; bin < spectrogram.Bins && spectrogram.Hz(bin) <= HighHz; bin++)
        {
            if (spectrogram.Hz(bin) < LowHz) continue;
            var excess = Math.Log(density[bin] / below) - slope * Math.Log(spectrogram.Hz(bin) / 3);
            if (excess > highest) (best, highest) = (spectrogram.Hz(bin), excess);
        }

        return best;
    }
}
