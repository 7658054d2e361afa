using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SleepVLM.App.Commands.Info;
using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation.QualityBench;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.App.Commands.Bench;

/// <summary><c>sleepvlm bench quality</c>: which planted artefacts a look at the signals finds, and what it sees in clean ones.</summary>
internal static class QualityBenchCommand
{
    private const int MostNights = 1000;

    public static Command Create()
    {
        var nights = new Option<int>("--nights") { Description = "Simulated nights, 1 to 1000.", DefaultValueFactory = _ => 4 };
        var seed = new Option<int>("--seed") { Description = "First seed; nights count up from it.", DefaultValueFactory = _ => 7000 };
        var minutes = new Option<double>("--minutes") { Description = "Length of each night, 1 to 1440 minutes.", DefaultValueFactory = _ => 240 };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command("quality",
            "Which artefacts does signal quality find? ECG, sweat, mains hum, detached electrodes and clipping are planted plainly in stretches of single channels of simulated nights. " +
            "Counted are epochs of single channels: seen are those covered for 20 s or more in which the fault is told; false alarms are epochs without artefact or movement in which it is told too.\n\n" +
            "Example: sleepvlm bench quality --nights 4 --seed 7000")
        {
            nights, seed, minutes, json,
        };
        command.SetAction((parse, token) =>
        {
            var count = parse.GetValue(nights);
            if (count is < 1 or > MostNights) throw new SleepVlmException($"--nights {count}: give 1 to {MostNights}");
            var run = new QualityBenchRun(count, parse.GetValue(seed), parse.GetValue(minutes));
            return Task.Run(() => Run(run, parse.GetValue(json), token), token);
        });
        return command;
    }

    private static int Run(QualityBenchRun run, bool asJson, CancellationToken cancellationToken)
    {
        IReadOnlyList<QualityScore> scores;
        using (var progress = new ConsoleProgress())
            scores = run.Run((done, total) => progress.Show("bench", done, total, "nights"), cancellationToken);
        if (asJson) Console.Out.WriteLine(JsonSerializer.Serialize(new { run.Nights, run.Seed, run.Minutes, Scores = scores }, RecordingReport.JsonOptions));
        else Tables.Show([new InfoSection("Signal quality", ["artefact", "epochs", "seen", "clean epochs", "false alarms"],
            [.. scores.Select(score => new[] { ArtefactNames.Text(score.Kind), Tables.Whole(score.Planted), Percent(score.Sensitivity), Tables.Whole(score.Clean), Percent(score.FalseAlarmRate) })])]);
        return ExitCode.Done;
    }

    private static string Percent(double? share) => share is { } value ? (100 * value).ToString("0.00", CultureInfo.InvariantCulture) + " %" : "-";
}
