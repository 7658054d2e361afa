namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>Low-amplitude mixed-frequency EEG (AASM manual, N1 and R: predominantly 4-7 Hz).</summary>
/// <remarks>Seconds in which 4-7 Hz outweighs 8-13 Hz, without alpha rhythm and without a slow wave above 75 uV.</remarks>
internal static class LowAmplitudeMixedFrequency
{
    /// <summary>Share of an epoch's usable seconds, percent.</summary>
    public static double Percent(ChannelFindings found, int epoch)
    {
        var (channel, spectrogram) = (found.Channel, found.Channel.Spectrogram);
        int mixed = 0, usable = 0;
        for (var second = 30 * epoch; second < 30 * epoch + 30; second++)
        {
            if (!channel.Quality.IsUsable(second)) continue;
            usable++;
            var density = spectrogram.At(second);
            if (!found.Alpha[second] && spectrogram.Power(density, 4, 7) > spectrogram.Power(density, 8, 13)
                && found.SlowWaveMeter.All.Covered(second * channel.RateHz, (second + 1) * channel.RateHz) == 0) mixed++;
        }

        return usable == 0 ? 0 : 100.0 * mixed / usable;
    }
}
