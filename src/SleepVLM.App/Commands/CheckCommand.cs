using System.CommandLine;
using SleepVLM.App.Commands.Check;
using SleepVLM.Engine.Checking;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm check FILE STAGING</c>: audits anybody's rationales against the signal.</summary>
public static class CheckCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Recording: EDF, EDF+, BDF or BDF+." };
        var staging = new Argument<string>("STAGING")
        {
            Description = "Stages with their rationales: JSON Lines as 'sleepvlm stage' writes them or as little as {\"epoch\":1,\"stage\":\"N2\",\"reasoning_text\":\"...\",\"applicable_rules\":[\"N2.1\"]}; " +
                "or a table whose header names epoch (or N, counted from 0), stage, and text (or reasoning_text) or rules (or applicable_rules).",
        };
        var output = new Option<string?>("--out") { Description = "Folder for the files of --formats; made when missing. Default: print the summary and write nothing." };
        var formats = new Option<string>("--formats") { Description = "Output formats, separated by commas; 'sleepvlm plugins' lists them.", DefaultValueFactory = _ => "jsonl,html" };
        var first = new Option<int?>("--first-epoch") { Description = "Number of the first epoch in STAGING, 0 or 1. Default: 0 where a column is called N or an epoch 0 appears, else 1." };
        first.AcceptOnlyFromAmong("0", "1");
        var top = new Option<int>("--top") { Description = "How many epochs of the review queue to print.", DefaultValueFactory = _ => 10 };
        var map = MontageArguments.MapOption();
        var mains = MontageArguments.MainsOption();
        var command = new Command("check",
            "Check rationales that anybody wrote (a model, a program, a person) against the recording, the rules and the hypnogram, without any model.\n\n" +
            "Every claim and every cited rule is supported, contradicted or not assessable, with the measurement behind it; every epoch is sound, doubtful, " +
            "contradicted or not assessable; and the epochs most worth a look come first. docs/checks.md tells what is checked and how much each check weighs.\n\n" +
            "Example: sleepvlm check night.edf rationales.csv\n" +
            "         sleepvlm check night.edf out/night.staging.jsonl --out checked --top 20\n\n" +
            "Exit codes: 0 all checked, 2 bad input or usage, 3 part could not be checked (no signal, no stage, or stopped).")
        {
            file, staging, output, formats, first, top, map, mains,
        };
        command.SetAction((parse, cancellationToken) =>
        {
            var request = new CheckRequest(
                parse.GetValue(file)!, parse.GetValue(staging)!, parse.GetValue(first), MontageArguments.Parse(parse, map), RenderStyle.SleepVlm(parse.GetValue(mains)));
            return Task.Run(
                () => CheckRun.RunAsync(request, parse.GetValue(output), OutputFormats.Split(parse.GetValue(formats)!), parse.GetValue(top), cancellationToken),
                CancellationToken.None);
        });
        return command;
    }
}
