using System.CommandLine;
using System.Text.Json;
using SleepVLM.App.Commands.Info;
using SleepVLM.App.Commands.Models;
using SleepVLM.Engine.Rules;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Inspection;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm model</c>: about model folders.</summary>
public static class ModelCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("model", "Look at model folders.\n\nExample: sleepvlm model inspect nano") { Inspect() };

    private static Command Inspect()
    {
        var folder = new Argument<string>("DIR") { Description = "A shipped model, or a folder with a Qwen2.5-VL checkpoint or an adapter for one." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of tables." };
        var read = new Option<bool>("--read") { Description = "Read every number of the weights too; takes as long as reading the files." };
        var device = new Option<string>("--device") { Description = "Device to run on: auto (CUDA where there is one), cpu or cuda.", DefaultValueFactory = _ => "auto" };
        var command = new Command("inspect",
            "Shows what a model folder is, what it needs, and whether it will run here, without loading it: architecture, precision, quantisation, files, adapter, tokenizer, prompt, memory and " +
            "disk, and every problem found.\n\n" +
            "Example: sleepvlm model inspect SleepVLM-3B --json\n" +
            "Exit codes: 0 it runs here, 2 it does not.")
        {
            folder, json, read, device,
        };
        command.SetAction(parse =>
        {
            var setting = new ModelSetting(AppFolders.Prompts, RuleBook.LoadDefault(), parse.GetValue(device)!);
            var report = new ModelInspector(setting, parse.GetValue(read)).Inspect(AppFolders.Model(parse.GetValue(folder)!));
            if (parse.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(report, RecordingReport.JsonOptions));
            else Tables.Show(ModelSections.Of(report));
            return report.RunsHere ? ExitCode.Done : ExitCode.BadInput;
        });
        return command;
    }
}
