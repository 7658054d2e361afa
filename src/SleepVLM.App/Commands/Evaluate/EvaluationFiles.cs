using System.Text;
using System.Text.Json;
using SleepVLM.App.Commands.Info;
using SleepVLM.Engine.Evaluation.Judging;
using SleepVLM.Engine.Evaluation.Plots;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>Writes <c>evaluation.json</c>, <c>evaluation.csv</c>, <c>evaluation.html</c> and the plots as SVG files.</summary>
internal static class EvaluationFiles
{
    /// <summary>Writes into a folder that exists; files of an earlier evaluation are replaced.</summary>
    /// <returns>Paths for people to open.</returns>
    public static IReadOnlyList<string> Write(string folder, ModelsReport report, IReadOnlyList<ModelJudgement> judged)
    {
        var plots = Directory.CreateDirectory(Path.Combine(folder, "plots")).FullName;
        var drawings = new List<string>();
        foreach (var (model, told) in judged.Zip(report.Models))
        {
            var name = ModelSections.Name(told);
            var (confusion, reliability) = (ConfusionPlot.Svg(model.Pooled.Confusion, name), ReliabilityPlot.Svg(model.Calibration, name));
            var file = told.Channels is "all" or "" ? told.Model : $"{told.Model}.{told.Channels}";
            Put(Path.Combine(plots, $"confusion-{file}.svg"), confusion);
            Put(Path.Combine(plots, $"reliability-{file}.svg"), reliability);
            drawings.AddRange([confusion, reliability]);
        }

        Put(Path.Combine(folder, "evaluation.json"), JsonSerializer.Serialize(report, RecordingReport.JsonOptions) + "\n");
        Put(Path.Combine(folder, "evaluation.csv"), ModelCsv.Of(report));
        Put(Path.Combine(folder, "evaluation.html"), ModelHtml.Of(report, [.. ModelSections.Of(report), ModelSections.Subjects(report)], drawings));
        return [.. new[] { "evaluation.html", "evaluation.json", "evaluation.csv", "plots" }.Select(name => Path.Combine(folder, name))];
    }

    private static void Put(string path, string text) => File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
