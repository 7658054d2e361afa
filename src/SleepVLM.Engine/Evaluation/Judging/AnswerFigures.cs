using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.Judging;

/// <summary>What became of a model's answers, and how its rationales stand against the signal.</summary>
/// <param name="Epochs">Epochs staged or tried.</param>
/// <param name="Unparsable">Answers that name no stage; they count as wrong.</param>
/// <param name="Unscored">Epochs without a stage for another reason, such as a gap of the recording.</param>
/// <param name="Truncated">Answers cut by the length limit.</param>
/// <param name="Verdicts">Checked epochs by verdict, each verdict in the order of <see cref="EpochVerdict"/>.</param>
/// <param name="Claims">Findings on words of the rationales, remarks left out.</param>
/// <param name="Citations">Findings on cited rules and stages, remarks left out.</param>
public sealed record AnswerFigures(
    int Epochs, int Unparsable, int Unscored, int Truncated, IReadOnlyList<VerdictCount> Verdicts, FindingCounts Claims, FindingCounts Citations)
{
    /// <summary>Share of the answers with a stage that were cut, 0 to 1; null of none.</summary>
    public double? TruncationRate => Share(Truncated, Epochs - Unparsable - Unscored);

    /// <summary>Share of the epochs with signal whose answer names no stage, 0 to 1; null of none.</summary>
    public double? UnparsableRate => Share(Unparsable, Epochs - Unscored);

    /// <summary>Epochs whose rationale was checked.</summary>
    public int Checked => Verdicts.Sum(verdict => verdict.Epochs);

    /// <summary>Share of the checked epochs with a verdict, 0 to 1; null of none.</summary>
    public double? ShareOf(EpochVerdict verdict) => Share(Verdicts.First(count => count.Verdict == verdict).Epochs, Checked);

    /// <summary>Counts epochs of one or more nights.</summary>
    public static AnswerFigures Of(IReadOnlyCollection<JudgedEpoch> epochs) => new(
        epochs.Count,
        epochs.Count(epoch => epoch.IsUnparsable),
        epochs.Count(epoch => epoch is { Stage: null, IsUnparsable: false }),
        epochs.Count(epoch => epoch is { Stage: not null, IsTruncated: true }),
        [.. Enum.GetValues<EpochVerdict>().Select(verdict => new VerdictCount(verdict, epochs.Count(epoch => epoch.Verdict == verdict)))],
        epochs.Aggregate(default(FindingCounts), (sum, epoch) => sum + epoch.Claims),
        epochs.Aggregate(default(FindingCounts), (sum, epoch) => sum + epoch.Citations));

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}

/// <summary>Epochs with one verdict.</summary>
/// <param name="Verdict">Which.</param>
/// <param name="Epochs">How many.</param>
public sealed record VerdictCount(EpochVerdict Verdict, int Epochs);
