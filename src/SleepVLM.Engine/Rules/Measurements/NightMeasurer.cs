using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>Reads off a night what stagers, rationales and rule checks are held to.</summary>
/// <remarks>
/// Slow waves are measured in F4, else C4, else O2; alpha in O2, else C4, else F4; bursts of 11-16 Hz in C4, else F4, else O2, epoch by epoch: the
/// derivation of each measurement says where. What is missing, flat, clipped or beyond physiology for more than a third of an epoch is not measured.
/// About one second for eight hours of six channels on one core.
/// </remarks>
public static class NightMeasurer
{
    private const double ClearAlphaPercent = 50;
    private const int EnoughEpochsWithoutAlpha = 40;

    /// <summary>Measures every epoch.</summary>
    /// <param name="night">Filtered signals; the rate is a whole number of hertz, at least 70.</param>
    /// <param name="progress">Receives the share done, 0 to 1; may be null.</param>
    /// <param name="cancellationToken">Stops between channels and epochs.</param>
    /// <returns>One entry per epoch, null where it cannot be staged; and what holds for the whole night.</returns>
    /// <exception cref="SleepVlmException">The sampling rate is too low to measure.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static (IReadOnlyList<EpochMeasurements?> Epochs, NightMeasurements Night) Measure(
        PreparedNight night, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (night.Style.SampleRateHz is var rateHz && (rateHz < 70 || rateHz != Math.Round(rateHz)))
            throw new SleepVlmException(FormattableString.Invariant(
                $"style {night.Style.Id} has {rateHz} samples per second; measuring needs a whole number of at least 70"));
        var epochs = new EpochMeasurements?[night.EpochCount];
        if (epochs.Length == 0) return (epochs, new NightMeasurements(null, null, null, null));

        var signals = new NightSignals(night, cancellationToken);
        progress?.Report(0.2);
        Prepare(signals, progress, cancellationToken);
        for (var epoch = 0; epoch < epochs.Length; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (night.WhyUnscorable(new EpochIndex(epoch)) is null) epochs[epoch] = new EpochMeter(signals, epoch).Read();
            if (epoch % 64 == 0) progress?.Report(0.7 + 0.3 * epoch / epochs.Length);
        }

        progress?.Report(1);
        var chin = signals.Chin;
        return (epochs, new NightMeasurements(chin?.Low, chin?.Median, chin?.High, IsAlphaProducer(epochs, night.Montage)));
    }

    /// <summary>Spectra take the most time: they are made first, so that progress and cancellation come between them.</summary>
    private static void Prepare(NightSignals signals, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var eeg = signals.Channels.Where(channel => channel.IsEeg).ToList();
        for (var i = 0; i < eeg.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _ = eeg[i].Spectrogram;
            progress?.Report(0.2 + 0.5 * (i + 1) / eeg.Count);
        }
    }

    /// <summary>Absence of alpha is only told from the occipital derivation and at least 20 minutes.</summary>
    private static bool? IsAlphaProducer(EpochMeasurements?[] epochs, Montage montage)
    {
        if (epochs.Any(epoch => epoch?.AlphaPercent?.Value >= ClearAlphaPercent)) return true;
        var row = montage.RowOf(ChannelRole.O2);
        if (row < 0) return null;
        var occipital = epochs.Count(epoch => epoch?.AlphaPercent?.Derivation == montage.Channels[row].Derivation);
        return occipital >= EnoughEpochsWithoutAlpha ? false : null;
    }
}
