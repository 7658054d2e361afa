using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation;

/// <summary>Stages of a recording's 30-second epochs, by whoever scored them.</summary>
/// <param name="Path">File it came from.</param>
/// <param name="StartTime">Clock time of the first epoch's start, where the file tells.</param>
/// <param name="Epochs">By rising index, none twice; epochs the file says nothing of are absent.</param>
/// <param name="Notes">How the file was understood, where there was a choice.</param>
public sealed record Hypnogram(
    string Path, DateTime? StartTime, IReadOnlyList<ScoredEpoch> Epochs, IReadOnlyList<string> Notes)
{
    /// <summary>More than a month of epochs: what lies beyond is taken for a mistake.</summary>
    internal const int MaxEpochs = 100_000;

    /// <summary>Seconds from the start of an epoch of <see cref="Epochs"/> to the start of the scorer's epoch that gave it its stage, above -15 to 15;
    /// 0 where the scorer's epochs begin with the file.</summary>
    public double OffsetSeconds { get; init; }

    /// <summary>Every epoch from the first of the recording to the last named; null where unscored or absent.</summary>
    public IReadOnlyList<SleepStage?> ToStages()
    {
        var stages = new SleepStage?[Epochs.Count == 0 ? 0 : Epochs[^1].Index.Value + 1];
        foreach (var epoch in Epochs) stages[epoch.Index.Value] = epoch.Stage;
        return stages;
    }
}

/// <summary>One epoch of a hypnogram.</summary>
/// <param name="Index">Which epoch.</param>
/// <param name="Stage">Null where it was looked at and not given a stage (<c>?</c>, movement, artefact, no decision).</param>
public readonly record struct ScoredEpoch(EpochIndex Index, SleepStage? Stage);
