using System.Text.Json;
using SleepVLM.App.Commands.Info;
using SleepVLM.Engine;
using SleepVLM.Engine.Evaluation.Judging;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>Prints what came of an evaluation and writes its files.</summary>
internal static class EvaluationOutput
{
    /// <param name="arguments">What was asked for.</param>
    /// <param name="asked">The nights, in words.</param>
    /// <param name="folder">Where files go; null for none.</param>
    /// <param name="judged">The models.</param>
    /// <param name="failures">Nights that could not be judged.</param>
    public static void Show(
        EvaluateArguments arguments, string asked, string? folder, IReadOnlyList<ModelJudgement> judged, IReadOnlyList<EvaluationFailure> failures)
    {
        var report = ModelsReport.Of(ProgramVersion.Name, asked, arguments.Seed, judged, failures);
        var files = folder is null ? [] : EvaluationFiles.Write(folder, report, judged);
        if (arguments.AsJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, RecordingReport.JsonOptions));
            return;
        }

        Tables.Show(ModelSections.Of(report));
        foreach (var file in files) Console.Out.WriteLine(file);
    }
}
