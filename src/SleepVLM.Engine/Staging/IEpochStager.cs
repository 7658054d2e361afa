using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.Engine.Staging;

/// <summary>Decides stages: a vision-language model, or the rules alone.</summary>
public interface IEpochStager : IAsyncDisposable
{
    /// <summary>Who decides, for the record.</summary>
    ModelIdentity Identity { get; }

    /// <summary>How much of the night its stages are decided from.</summary>
    StageContext Context { get; }

    /// <summary>One outcome for each epoch asked for, in that order; unscorable epochs give <see cref="Unscored"/>.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; outcomes already given stay valid.</exception>
    IAsyncEnumerable<StagingOutcome> StageAsync(StagingJob job, CancellationToken cancellationToken);
}

/// <summary>What is to be staged.</summary>
/// <param name="Night">The filtered recording.</param>
/// <param name="Analysis">What was read off its signals.</param>
/// <param name="Epochs">Epochs asked for, in order.</param>
/// <param name="Detail">How much to say.</param>
/// <param name="Provenance">Provenance of every outcome, before notes of single epochs.</param>
/// <param name="Asked">Epochs that the user asked for, those that an earlier run finished included.</param>
public sealed record StagingJob(
    PreparedNight Night,
    NightAnalysis Analysis,
    IReadOnlyList<EpochIndex> Epochs,
    RationaleDetail Detail,
    Provenance Provenance,
    IReadOnlyList<EpochIndex> Asked)
{
    /// <summary>Stage to be explained, where it is decided already; null lets the stager decide.</summary>
    public Func<EpochIndex, SleepStage?>? Decided { get; init; }

    /// <inheritdoc cref="AnswerOptions.StageAlone"/>
    public bool StageAlone { get; init; }

    /// <inheritdoc cref="AnswerOptions.AskedAgain"/>
    public bool AskedAgain { get; init; }

    /// <summary>Told the share, 0 to 1, of what has to be looked at before the first outcome.</summary>
    public IProgress<double>? Looking { get; init; }

    /// <summary>The outcome of an epoch that has no whole signal, or null when it can be staged.</summary>
    public Unscored? UnscorableOutcome(EpochIndex index) => Night.WhyUnscorable(index) switch
    {
        null => null,
        UnscoredReason.SignalGap => Without(index, UnscoredReason.SignalGap, "part of the epoch lies in a gap of the recording"),
        _ => Without(index, UnscoredReason.Incomplete, "the recording ends before the epoch does"),
    };

    private Unscored Without(EpochIndex index, UnscoredReason reason, string explanation) =>
        new(index, Provenance, "", "", reason, explanation);
}
