using System.Globalization;
using SleepVLM.App.Commands.Info;
using SleepVLM.Contracts;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>Lays an evaluation out for people.</summary>
internal static class EvaluationSections
{
    private static readonly string[] ShownStatistics =
        ["TIB", "SPT", "TST", "SE", "SOL", "LPS", "WASO", "awakenings", "stage shifts", "R latency from sleep onset", "W", "N1", "N2", "N3", "R"];

    public static IReadOnlyList<InfoSection> Of(EvaluationReport report) =>
    [
        new($"{report.Staging} against {report.Reference}", [], Summary(report)),
        new("Stages", ["stage", "reference", "given", "sensitivity", "precision", "F1"], [.. report.Stages.Select(s => new[]
        {
            s.Stage.ToString(), Tables.Whole(s.Support), Tables.Whole(s.Given), Figure(s.Sensitivity), Figure(s.Precision), Figure(s.F1),
        })]),
        new("Confusion: reference down, staging across", ["", .. report.Confusion.Columns],
            [.. report.Confusion.Counts.Select((row, i) => new[] { report.Confusion.Rows[i] }.Concat(row.Select(Tables.Whole)).ToArray())]),
        new("Sleep statistics", ["", "staging", "reference", "unit"], [.. report.Statistics.Where(s => ShownStatistics.Contains(s.Name))
            .Select(s => new[] { s.Name, Statistic(s.Staging), Statistic(s.Reference), s.Unit })]),
        new("Probabilities, rules and rationales", [], Rationales(report)),
        new("Kappa by scorer", ["scorer", "with the staging", "with the other scorers' consensus"],
            [.. (report.Scorers ?? []).Select(scorer => new[] { scorer.Scorer, Figure(scorer.KappaWithStaging), Figure(scorer.KappaWithOthers) })]),
        new("Notes", [], [.. report.Notes.Select(note => new[] { note })]),
    ];

    private static List<string[]> Summary(EvaluationReport report)
    {
        List<string[]> rows =
        [
            ["epochs compared", Tables.Whole(report.Compared)],
            ["accuracy", Figure(report.Accuracy)],
            ["Cohen's kappa", Figure(report.Kappa)],
            ["macro F1", Figure(report.MacroF1)],
            ["PABAK", Figure(report.Pabak)],
        ];
        void AddIfAny(string name, int count)
        {
            if (count != 0) rows.Add([name, Tables.Whole(count)]);
        }
        AddIfAny("without a stage in the staging (counted as wrong)", report.StagingUnscored);
        AddIfAny("left out: unscored in the reference", report.LeftOut.ReferenceUnscored);
        AddIfAny("left out: not in the staging", report.LeftOut.OnlyInReference);
        AddIfAny("left out: not in the reference", report.LeftOut.OnlyInStaging);
        AddIfAny("reference shifted by clock time, epochs", report.ShiftEpochs);
        return rows;
    }

    private static List<string[]> Rationales(EvaluationReport report)
    {
        var rows = new List<string[]>();
        if (report.Calibration is { } calibration)
            rows.AddRange([
                ["expected calibration error", Figure(calibration.Ece)], ["Brier score", Figure(calibration.Brier)],
                ["negative log-likelihood", Figure(calibration.NegativeLogLikelihood)]]);
        if (report.RuleCitations is { } rules) rows.AddRange([["rule IoU", Figure(rules.Iou)], ["rule IoU where the stage agrees", Figure(rules.IouWhereStageAgrees)]]);
        if (report.Answers is not { } answers) return rows;
        rows.Add(["claims supported, contradicted, not assessable", $"{answers.Claims.Supported}, {answers.Claims.Contradicted}, {answers.Claims.NotAssessable}"]);
        rows.Add(["checkable claims supported", Figure(answers.Claims.SupportedOfCheckable)]);
        rows.AddRange(answers.Verdicts.Select(verdict => new[] { $"rationales {Words(verdict.Verdict)}", Figure(verdict.Share) }));
        rows.Add(["answers cut by the length limit", Tables.Whole(answers.Truncated)]);
        rows.Add(["answers that name no stage", Tables.Whole(answers.Unparsable)]);
        return rows;
    }

    private static string Words(EpochVerdict verdict) => verdict == EpochVerdict.NotAssessable ? "not assessable" : verdict.ToString().ToLowerInvariant();

    private static string Figure(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";

    private static string Statistic(double? value) => value?.ToString("0.0", CultureInfo.InvariantCulture) ?? "n/a";
}
