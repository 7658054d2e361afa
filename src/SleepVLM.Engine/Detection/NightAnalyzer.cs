using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Detection;

/// <summary>Reads off a night what stagers, rationales and rule checks are held to: signal quality, events, measurements, in one pass.</summary>
/// <remarks>Detectors and their operating points: docs/detectors.md.</remarks>
public static class NightAnalyzer
{
    /// <summary>Looks at every epoch.</summary>
    /// <param name="night">Filtered signals; the rate is a whole number of hertz, at least 70.</param>
    /// <param name="progress">Receives the share done, 0 to 1; may be null.</param>
    /// <param name="cancellationToken">Stops between channels and epochs.</param>
    /// <exception cref="SleepVlmException">The sampling rate is too low.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static NightAnalysis Analyze(PreparedNight night, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (night.Style.SampleRateHz is var rateHz && (rateHz < 70 || rateHz != Math.Round(rateHz)))
            throw new SleepVlmException(FormattableString.Invariant(
                $"style {night.Style.Id} has {rateHz} samples per second; measuring needs a whole number of at least 70"));
        cancellationToken.ThrowIfCancellationRequested();
        if (night.EpochCount == 0) return new NightAnalysis([], new NightMeasurements(null, null, null, null), new NightDetections([], [], []));

        var findings = new NightFindings(new NightSignals(night, cancellationToken), progress, cancellationToken);
        progress?.Report(0.85);
        var epochs = new EpochMeasurements?[night.EpochCount];
        for (var epoch = 0; epoch < epochs.Length; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (findings.Signals.IsWhole(epoch)) epochs[epoch] = new EpochMeter(findings, epoch).Read();
        }

        var detections = new NightDetections(
            findings.Events(),
            [.. Enumerable.Range(0, epochs.Length).Select(epoch => Quality(findings.Signals, epoch))],
            [.. Enumerable.Range(0, epochs.Length).Select(epoch => LookedFor.In(findings, epoch))],
            findings.Traces());
        progress?.Report(1);
        return new NightAnalysis(epochs, WholeNight.Measure(findings, epochs), detections);
    }

    private static IReadOnlyList<SignalQuality> Quality(NightSignals signals, int epoch) =>
    [
        .. signals.Channels.Select(channel => new SignalQuality(
            channel.Role, channel.Derivation, channel.Quality.Faults(epoch), channel.Quality.UnusableSeconds(epoch), channel.Quality.IsAssessable(epoch))),
    ];
}
