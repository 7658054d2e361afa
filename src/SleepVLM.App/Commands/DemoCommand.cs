using System.CommandLine;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm demo</c>: everything once, without a recording at hand.</summary>
public static class DemoCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "Folder for the recording and the results.", DefaultValueFactory = _ => "sleepvlm-demo" };
        var seed = new Option<int>("--seed") { Description = "Which simulated subject.", DefaultValueFactory = _ => 7 };
        var command = new Command("demo",
            "Simulate 30 minutes of sleep, stage them with the shipped model, and print where the report is: open it in any browser.\n\n" +
            "Example: sleepvlm demo\n" +
            "         sleepvlm demo --seed 3 --out another-sleeper")
        {
            output, seed,
        };
        command.SetAction((parse, cancellationToken) => Task.Run(async () =>
        {
            var folder = parse.GetValue(output)!;
            using var made = OutputFolder.Open(folder);
            var recording = Path.Combine(folder, "demo.edf");
            SimulateCommand.Run(new SimulationSettings { Seed = parse.GetValue(seed), Minutes = 30 }, null, recording, null, cancellationToken);
            var exit = await StageRun.RunAsync(
                new StageArguments(recording, new StagerChoice("nano"), folder, ["jsonl", "csv", "edf", "html"], null, RationaleDetail.Full,
                    new MontageOptions(), RenderStyle.SleepVlm(), 0),
                cancellationToken);
            if (exit == ExitCode.Done) Console.WriteLine($"report: {Path.GetFullPath(Path.Combine(folder, "demo.report.html"))}");
            return exit;
        }, CancellationToken.None));
        return command;
    }
}
