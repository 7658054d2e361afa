using SleepVLM.Contracts;
using SleepVLM.Engine.Cohorts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine;

/// <summary>A recording made ready to be staged or checked: what staging and checking have in common.</summary>
/// <param name="Recording">Which recording.</param>
/// <param name="Night">Filtered signals, and the montage.</param>
/// <param name="Analysis">What was read off them.</param>
public sealed record NightReading(RecordingSummary Recording, PreparedNight Night, NightAnalysis Analysis)
{
    /// <summary>Recording, montage, filters, measurements and events, in this order.</summary>
    /// <exception cref="SleepVlmException">The recording or the montage cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static NightReading Open(
        string path, MontageOptions montage, RenderStyle style, IReadingProgress progress, CancellationToken cancellationToken)
    {
        using var recording = Recordings.Recording.Open(path);
        var signals = MontageResolver.Resolve(recording, montage);
        progress.Resolved(signals.Montage, recording.Warnings);
        return Read(recording.Summarize(recording.ComputeSha256(cancellationToken)), signals, style, progress, cancellationToken);
    }

    /// <summary>The same of a recording of a cohort, cut into the scorer's epochs.</summary>
    /// <param name="scored">The recording.</param>
    /// <param name="inView">Channels to read, as far as they are recorded.</param>
    /// <param name="style">Filters and pictures.</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="SleepVlmException">The recording cannot be used, or has none of the channels.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static NightReading Open(
        CohortRecording scored, IReadOnlyList<ChannelRole> inView, RenderStyle style, IReadingProgress progress, CancellationToken cancellationToken)
    {
        using var recording = Recordings.Recording.Open(scored.Path);
        var signals = SignalsInView.Of(LaterSignals.From(MontageResolver.Resolve(recording, scored.Channels), scored.GridOnsetSeconds), inView);
        progress.Resolved(signals.Montage, recording.Warnings);
        return Read(recording.Summarize(recording.ComputeSha256(cancellationToken)), signals, style, progress, cancellationToken);
    }

    /// <summary>The same of a simulated night, without a file.</summary>
    /// <param name="night">The night; its channels in view are read.</param>
    /// <param name="name">What the recording is to be called.</param>
    /// <param name="style">Filters and pictures.</param>
    /// <param name="progress">Told how it goes; may be null.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static NightReading Of(SimulatedNight night, string name, RenderStyle style, IReadingProgress? progress, CancellationToken cancellationToken)
    {
        var sha256 = night.ComputeSha256();
        var summary = new RecordingSummary(sha256[..16], name, sha256, "simulated", null, TimeSpan.FromSeconds(night.DurationSeconds), []);
        return Read(summary, night, style, progress, cancellationToken);
    }

    private static NightReading Read(
        RecordingSummary recording, IMontageSignals signals, RenderStyle style, IReadingProgress? progress, CancellationToken cancellationToken)
    {
        var night = SignalChain.Prepare(signals, style, progress?.Of("filter"), cancellationToken);
        var analysis = NightAnalyzer.Analyze(night, progress?.Of("measure"), cancellationToken);
        // What the search for events needed is dead by now, and a model wants the memory next.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return new NightReading(recording, night, analysis);
    }
}

/// <summary>Told how the reading of a recording goes on.</summary>
public interface IReadingProgress
{
    /// <summary>The montage was chosen; warnings are what the reader had to tolerate.</summary>
    void Resolved(Montage montage, IReadOnlyList<RecordingWarning> warnings);

    /// <summary>Progress of a preparing step, 0 to 1.</summary>
    IProgress<double> Of(string step);
}
