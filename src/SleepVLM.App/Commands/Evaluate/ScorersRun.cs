using System.Globalization;
using System.Text.Json;
using SleepVLM.App.Commands.Info;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Evaluation.Scorers;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>Shows how well scorers agree with one another.</summary>
internal static class ScorersRun
{
    /// <summary>Reads, counts and prints; returns the exit code.</summary>
    public static Task<int> Run(string path, int seed, bool asJson)
    {
        var figures = ScorerFigures.Of(ScorerFile.Read(path), seed);
        if (asJson) Console.Out.WriteLine(JsonSerializer.Serialize(new { figures.Nights, Scorers = figures.Scorers.Select(Report), figures.Pairs, figures.PairsInterval, figures.Fleiss }, RecordingReport.JsonOptions));
        else Tables.Show(Sections(Path.GetFileName(path), figures));
        return Task.FromResult(ExitCode.Done);
    }

    private static object Report(ScorerFigure scorer) => new
    {
        scorer.Scorer, scorer.Nights, scorer.Kappa, scorer.Interval, scorer.Pooled.Accuracy, scorer.Pooled.MacroF1, scorer.Pooled.Stages, Confusion = ConfusionReport.Of(scorer.Pooled.Confusion),
    };

    private static IReadOnlyList<InfoSection> Sections(string name, ScorerFigures figures) =>
    [
        new($"{name}: each scorer against the consensus of the others; kappa is the mean over nights", ["scorer", "nights", "kappa", "95 %", "accuracy", "macro F1", "F1 W", "N1", "N2", "N3", "R"],
        [
            .. figures.Scorers.Select(scorer => (string[])
            [
                scorer.Scorer, Tables.Whole(scorer.Nights), Figure(scorer.Kappa), Range(scorer.Interval), Figure(scorer.Pooled.Accuracy), Figure(scorer.Pooled.MacroF1),
                .. scorer.Pooled.Stages.Select(stage => Figure(stage.F1)),
            ]),
        ]),
        new("Together", [], [
            ["kappa of two scorers, mean over nights and pairs", Figure(figures.Pairs)], ["95 %", Range(figures.PairsInterval)], ["Fleiss' kappa, mean over nights", Figure(figures.Fleiss)]]),
    ];

    private static string Figure(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "n/a";

    private static string Range(Interval? interval) =>
        interval is { } range ? string.Create(CultureInfo.InvariantCulture, $"{range.Low:0.000} to {range.High:0.000}") : "n/a";
}
