using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Cohorts;

/// <summary>A recording of a cohort: what is known of it before its signals are read.</summary>
/// <param name="Line">Line of the manifest, from 1.</param>
/// <param name="Path">The recording's file.</param>
/// <param name="Subject">Who is recorded.</param>
/// <param name="Split">What it is for.</param>
/// <param name="Channels">Channels named by hand.</param>
/// <param name="Montage">The channels that will be used.</param>
/// <param name="GridOnsetSeconds">Seconds from the start of the recording to the start of its first epoch, 0 to below 30: epochs lie where the scorer's lie.</param>
/// <param name="Stages">One per epoch of that grid; null where unscored.</param>
/// <param name="Rationales">One per epoch, null where none is given; their stage is the scored one.</param>
public sealed record CohortRecording(
    int Line, string Path, string Subject, CohortSplit Split, MontageOptions Channels, Montage Montage, double GridOnsetSeconds,
    IReadOnlyList<SleepStage?> Stages, IReadOnlyList<Rationale?> Rationales)
{
    /// <summary>What a user should know of how the files were understood: offsets, epochs left out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Scored epochs that the recording does not cover; left out.</summary>
    public int OutsideCount { get; init; }

    /// <summary>Epochs of the recording with a stage.</summary>
    public int ScoredCount => Stages.Count(stage => stage is not null);

    /// <summary>Epochs of the recording without a stage; they are skipped.</summary>
    public int UnscoredCount => Stages.Count - ScoredCount;

    /// <summary>Epochs with a given rationale.</summary>
    public int RationaleCount => Rationales.Count(rationale => rationale is { Text.Length: > 0 });

    /// <summary>Epochs with a given list of rules.</summary>
    public int RuleCount => Rationales.Count(rationale => rationale is { ApplicableRules.Count: > 0 });

    /// <summary>Reads and filters the signals.</summary>
    /// <param name="style">Filters, rate and mains frequency.</param>
    /// <param name="progress">Receives the share done, 0 to 1; may be null.</param>
    /// <param name="cancellationToken">Stops between channels and filters.</param>
    /// <exception cref="SleepVlmException">The recording cannot be read any more.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ScoredNight Load(RenderStyle style, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var recording = Recording.Open(Path);
        var signals = LaterSignals.From(MontageResolver.Resolve(recording, Channels), GridOnsetSeconds);
        var night = SignalChain.Prepare(signals, style, progress, cancellationToken);
        if (night.EpochCount != Stages.Count) throw new SleepVlmException($"{Path}: it has changed since the manifest was read; start again");
        SleepStage?[] stages = [.. Stages.Select((stage, epoch) => night.WhyUnscorable(new EpochIndex(epoch)) is null ? stage : null)];
        return new ScoredNight(this, night, stages);
    }
}

/// <summary>A recording of a cohort with its signals.</summary>
/// <param name="Recording">Which recording.</param>
/// <param name="Night">Filtered signals, cut into the scorer's epochs.</param>
/// <param name="Stages">One per epoch; null where unscored, or where the recording holds no whole signal.</param>
public sealed record ScoredNight(CohortRecording Recording, PreparedNight Night, IReadOnlyList<SleepStage?> Stages)
{
    /// <summary>The rationale given for an epoch; null where there is none.</summary>
    public Rationale? RationaleOf(EpochIndex epoch) => Stages[epoch.Value] is null ? null : Recording.Rationales[epoch.Value];
}
