using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Evaluation.Judging;
using SleepVLM.Engine.Evaluation.Scorers;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>What <c>evaluate</c> tells; its JSON is the machine-readable form. A figure that is not defined is null.</summary>
internal sealed record EvaluationReport(
    string Staging,
    string Reference,
    int Compared,
    int StagingUnscored,
    LeftOutReport LeftOut,
    int ShiftEpochs,
    double? Accuracy,
    double? Kappa,
    double? MacroF1,
    double? Pabak,
    IReadOnlyList<StageAgreement> Stages,
    ConfusionReport Confusion,
    IReadOnlyList<StatisticReport> Statistics,
    Calibration? Calibration,
    RuleCitations? RuleCitations,
    AnswersReport? Answers,
    IReadOnlyList<ScorerReport>? Scorers,
    IReadOnlyList<string> Notes)
{
    /// <summary>Lays out one night.</summary>
    /// <param name="night">The night.</param>
    /// <param name="panel">The scorers whose consensus is the reference; null where it is a single scoring.</param>
    public static EvaluationReport Of(NightJudgement night, ScorerPanel? panel)
    {
        var (staging, reference, agreement) = (night.Staging.ToHypnogram(), night.Reference.ToHypnogram(), night.Agreement);
        var model = new ModelJudgement(night.Staging.Model ?? "", "", [night], 1);
        // Sums over different stretches of a night would not compare.
        var isWhole = agreement is { OnlyInReference: 0, ShiftEpochs: 0 };
        return new EvaluationReport(
            Path.GetFileName(staging.Path), Path.GetFileName(reference.Path), agreement.Compared, agreement.StagingUnscored,
            new LeftOutReport(agreement.ReferenceUnscored, agreement.OnlyInReference, agreement.OnlyInStaging), agreement.ShiftEpochs,
            agreement.Accuracy, agreement.Kappa, agreement.MacroF1, agreement.Pabak, agreement.Stages, ConfusionReport.Of(agreement.Confusion),
            isWhole ? StatisticReport.Of(staging, reference) : [],
            model.Calibration.Epochs == 0 ? null : model.Calibration, model.Citations.Epochs == 0 ? null : model.Citations,
            model.Answers.Checked == 0 ? null : AnswersReport.Of(model.Answers),
            panel is null ? null : ScorerReport.Of(staging, panel),
            [.. staging.Notes.Select(n => $"staging: {n}"), .. reference.Notes.Select(n => $"reference: {n}")]);
    }
}

/// <summary>One scorer: agreement with the staging, and with the other scorers' consensus for comparison.</summary>
internal sealed record ScorerReport(string Scorer, double? KappaWithStaging, double? KappaWithOthers)
{
    public static IReadOnlyList<ScorerReport> Of(Hypnogram staging, ScorerPanel panel) =>
    [
        .. panel.Scorings.Select(one => new ScorerReport(
            one.Scorer, Agreement.Compare(staging, one.Hypnogram).Kappa,
            panel.Scorings.Count < 2 ? null : Agreement.Compare(one.Hypnogram, panel.ConsensusWithout(one.Scorer)).Kappa)),
    ];
}

/// <summary>Epochs that were not compared.</summary>
internal sealed record LeftOutReport(int ReferenceUnscored, int OnlyInReference, int OnlyInStaging);

/// <summary>Rows are the reference's stages, columns the given ones; the last column is no stage.</summary>
internal sealed record ConfusionReport(IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<int>> Counts)
{
    public static ConfusionReport Of(ConfusionMatrix matrix)
    {
        List<string> stages = [.. ConfusionMatrix.Stages.Select(s => s.ToString())];
        return new ConfusionReport(stages, [.. stages, "none"],
            [.. ConfusionMatrix.Stages.Select(reference => (IReadOnlyList<int>)[.. ConfusionMatrix.Stages.Select(given => matrix[reference, given]), matrix[reference, null]])]);
    }
}

/// <summary>One sleep statistic of both.</summary>
internal sealed record StatisticReport(string Name, string Meaning, string Unit, double? Staging, double? Reference)
{
    public static IReadOnlyList<StatisticReport> Of(Hypnogram staging, Hypnogram reference)
    {
        var length = Math.Max(staging.ToStages().Count, reference.ToStages().Count);
        return [.. Compute(staging, length).Zip(Compute(reference, length), (s, r) => new StatisticReport(s.Name, s.Meaning, s.Unit, s.Value, r.Value))];
    }

    private static IReadOnlyList<Contracts.SleepStatistic> Compute(Hypnogram hypnogram, int length)
    {
        var stages = hypnogram.ToStages();
        return SleepStatistics.Compute([.. stages, .. Enumerable.Repeat<Contracts.SleepStage?>(null, length - stages.Count)]);
    }
}
