using System.Text.Json;
using SleepVLM.App.Commands.Info;
using SleepVLM.Engine.Evaluation.Scorers;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>Judges stagings that exist.</summary>
internal static class PairRun
{
    /// <summary>One pair in full; returns the exit code.</summary>
    public static Task<int> Run(EvaluateArguments arguments, CancellationToken cancellationToken)
    {
        var report = EvaluationReport.Of(
            StagedPairs.Judge(arguments.Files[0], arguments.Files[1], cancellationToken), ScorerFile.TryRead(arguments.Files[1]));
        if (arguments.AsJson) Console.Out.WriteLine(JsonSerializer.Serialize(report, RecordingReport.JsonOptions));
        else Tables.Show(EvaluationSections.Of(report));
        return Task.FromResult(ExitCode.Done);
    }

    /// <summary>All pairs in one table; returns the exit code.</summary>
    public static Task<int> RunAll(EvaluateArguments arguments, CancellationToken cancellationToken)
    {
        var judged = StagedPairs.Judge(arguments.Files, arguments.Seed, cancellationToken);
        using var folder = arguments.OutputFolder is { } path ? OutputFolder.Open(path) : null;
        EvaluationOutput.Show(arguments, $"{arguments.Files.Count / 2} stagings", arguments.OutputFolder, judged, []);
        return Task.FromResult(ExitCode.Done);
    }
}
