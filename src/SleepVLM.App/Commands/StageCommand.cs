using System.CommandLine;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm stage</c>: the main job.</summary>
public static class StageCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Recording: EDF, EDF+, BDF or BDF+." };
        var model = new Option<string>("--model") { Description = "nano (default), rules, a folder with a Qwen2.5-VL checkpoint, or a server: http://host:port/v1#name, several separated by commas (docs/remote-engines.md).", DefaultValueFactory = _ => "nano" };
        var output = new Option<string>("--out") { Description = "Folder for results and ledger; made when missing.", DefaultValueFactory = _ => "sleepvlm-out" };
        var formats = new Option<string>("--formats") { Description = "Output formats, separated by commas; 'sleepvlm plugins' lists them.", DefaultValueFactory = _ => "jsonl,csv,edf,html" };
        var epochs = new Option<string?>("--epochs") { Description = "Epochs to stage, counted from 1: 100-120, 5, or 1-10,20. Default: all." };
        var rationale = new Option<RationaleDetail>("--rationale") { Description = "full: stage, rules and prose; stage: stage and rules, faster.", DefaultValueFactory = _ => RationaleDetail.Full };
        var context = new Option<StageContext?>("--context") { Description = "night: weigh the course of the night, then explain; window: three epochs at a time, as the published SleepVLM. Default: night where the model names the stage first (nano), else window." };
        var map = MontageArguments.MapOption();
        var mains = MontageArguments.MainsOption();
        var device = new Option<string>("--device") { Description = "auto (CUDA where there is one), cpu or cuda.", DefaultValueFactory = _ => "auto" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of anything drawn by chance; stands in the ledger.", DefaultValueFactory = _ => 0UL };
        var prompt = new Option<string?>("--prompt") { Description = "Prompt in place of the usual one, for a checkpoint or server: .yaml like those in prompts/, or plain text as the system turn, such as the published prompt. Default: the one in the model's folder (docs/models.md), else our own." };
        var concurrency = new Option<int>("--concurrency") { Description = "Questions that each server works on at a time.", DefaultValueFactory = _ => 8 };
        var timeout = new Option<int>("--timeout") { Description = "Seconds that a server has for one answer.", DefaultValueFactory = _ => 300 };
        var command = new Command("stage",
            "Stage a recording, explain every epoch, check the explanations, write results and a ledger.\n\n" +
            "Example: sleepvlm stage night.edf --out results\n" +
            "         sleepvlm stage night.edf --map Chin=1-2 --epochs 100-120 --formats jsonl\n" +
            "         sleepvlm stage night.edf --model http://gpu1:8000/v1,http://gpu2:8000/v1#SleepVLM-3B\n\n" +
            "Ctrl-C stops cleanly; the same command again goes on where it stopped.\n" +
            "A server's key, where it wants one, is taken from the variable SLEEPVLM_API_KEY.\n" +
            "Exit codes: 0 done, 2 bad input or usage, 3 done in part.")
        {
            file, model, output, formats, epochs, rationale, context, map, mains, device, seed, prompt, concurrency, timeout,
        };
        command.SetAction((parse, cancellationToken) =>
        {
            var arguments = new StageArguments(
                parse.GetValue(file)!,
                new StagerChoice(parse.GetValue(model)!, parse.GetValue(device)!, parse.GetValue(context), parse.GetValue(prompt), parse.GetValue(seed))
                {
                    Concurrency = parse.GetValue(concurrency), Timeout = TimeSpan.FromSeconds(parse.GetValue(timeout)),
                },
                parse.GetValue(output)!, OutputFormats.Split(parse.GetValue(formats)!),
                parse.GetValue(epochs) is { } range ? EpochRange.Parse(range) : null,
                parse.GetValue(rationale), MontageArguments.Parse(parse, map), RenderStyle.SleepVlm(parse.GetValue(mains)), parse.GetValue(seed));
            return Task.Run(() => StageRun.RunAsync(arguments, cancellationToken), CancellationToken.None);
        });
        return command;
    }
}

/// <summary>What <c>stage</c> was asked to do.</summary>
/// <param name="RecordingPath">The recording.</param>
/// <param name="Stager">Who decides.</param>
/// <param name="OutputFolder">Where results go.</param>
/// <param name="Formats">Output formats by name.</param>
/// <param name="Epochs">Epochs asked for, null for all.</param>
/// <param name="Detail">How much the rationale says.</param>
/// <param name="Montage">Channel choices.</param>
/// <param name="Style">Filters and pictures.</param>
/// <param name="Seed">Seed of anything drawn by chance.</param>
public sealed record StageArguments(
    string RecordingPath, StagerChoice Stager, string OutputFolder, IReadOnlyList<string> Formats, IReadOnlyList<EpochIndex>? Epochs,
    RationaleDetail Detail, MontageOptions Montage, RenderStyle Style, ulong Seed);
