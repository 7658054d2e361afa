using System.CommandLine;
using System.Text.Json;
using SleepVLM.App.Commands.Evaluate;
using SleepVLM.App.Commands.Info;
using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm evaluate STAGING REFERENCE</c>: how well a staging agrees with a reference scoring.</summary>
public static class EvaluateCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var staging = new Argument<string>("STAGING") { Description = "What is judged: an output of 'sleepvlm stage', or any file REFERENCE can be." };
        var reference = new Argument<string>("REFERENCE")
        {
            Description = "What it is held against: an EDF+ recording or hypnogram with stage annotations, a CSV with epoch,stage or onset,duration,stage, or one stage per line.",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of tables." };
        var command = new Command("evaluate",
            "Compares a staging with a reference scoring, epoch by epoch: accuracy, Cohen's kappa, macro F1, PABAK, figures per stage, the confusion matrix and sleep statistics. " +
            "Epochs staged without a result count as wrong; epochs the reference leaves unscored are left out and counted.\n\n" +
            "Example: sleepvlm evaluate out/night.staging.jsonl night.edf\n" +
            "         sleepvlm evaluate out/night.staging.csv scored.csv --json")
        {
            staging, reference, json,
        };
        command.SetAction((parse, token) =>
        {
            var judged = HypnogramReader.Read(parse.GetValue(staging)!, token);
            var standard = HypnogramReader.Read(parse.GetValue(reference)!, token);
            var agreement = Agreement.Compare(judged, standard);
            if (agreement.Compared == 0)
                throw new SleepVlmException($"{judged.Path} and {standard.Path} share no scored epoch; check that they belong to the same night");
            var report = EvaluationReport.Of(judged, standard, agreement);
            if (parse.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(report, RecordingReport.JsonOptions));
            else Tables.Show(EvaluationSections.Of(report));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
