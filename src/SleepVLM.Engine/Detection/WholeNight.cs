using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection;

/// <summary>What is learned once per recording.</summary>
internal static class WholeNight
{
    private const double ClearAlphaPercent = 50;
    private const int EnoughEpochsWithoutAlpha = 40;

    public static NightMeasurements Measure(NightFindings night, IReadOnlyList<EpochMeasurements?> epochs)
    {
        var chin = night.Chin;
        var alpha = night.Eeg(ChannelRole.O2) ?? night.Eeg(ChannelRole.C4) ?? night.Eeg(ChannelRole.F4);
        return new NightMeasurements(chin?.Low, chin?.Median, chin?.High, IsAlphaProducer(epochs, alpha?.Channel))
        {
            AlphaHz = alpha?.Alpha.FrequencyHz(),
            EegMicrovoltsRms = TypicalRms(night.Eeg(ChannelRole.C4) ?? alpha),
        };
    }

    /// <summary>Absence of alpha is only told from the occipital derivation and at least 20 minutes.</summary>
    private static bool? IsAlphaProducer(IReadOnlyList<EpochMeasurements?> epochs, ChannelSignal? channel)
    {
        if (epochs.Any(epoch => epoch?.AlphaPercent?.Value >= ClearAlphaPercent)) return true;
        if (channel?.Role != ChannelRole.O2) return null;
        return epochs.Count(epoch => epoch?.AlphaPercent?.Derivation == channel.Derivation) >= EnoughEpochsWithoutAlpha ? false : null;
    }

    private static double? TypicalRms(ChannelFindings? found)
    {
        if (found is null) return null;
        var (channel, spectrogram) = (found.Channel, found.Channel.Spectrogram);
        double[] usable = [.. Enumerable.Range(0, channel.Seconds).Where(second => channel.Quality.IsUsable(second))
            .Select(second => Math.Sqrt(spectrogram.Power(spectrogram.At(second), 0.5, 30)))];
        return usable.Length == 0 ? null : Percentiles.Of(usable, 50);
    }
}
