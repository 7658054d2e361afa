using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SleepVLM.App.Commands.Info;
using SleepVLM.Contracts;
using SleepVLM.Torch.Weights;

namespace SleepVLM.App.Commands.Bench;

/// <summary><c>sleepvlm bench model</c>: how fast a model stages, and where the time goes.</summary>
internal static class ModelBenchCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "Recording to stage: EDF, EDF+, BDF or BDF+. Default: half an hour of a simulated night, six channels.", Arity = ArgumentArity.ZeroOrOne };
        var model = new Option<string>("--model") { Description = "As of 'stage'.", DefaultValueFactory = _ => "nano" };
        var epochs = new Option<string?>("--epochs") { Description = "Epochs to stage, counted from 1: 100-120, 5, or 1-10,20. Default: all." };
        var rationale = new Option<RationaleDetail>("--rationale") { Description = "full or stage.", DefaultValueFactory = _ => RationaleDetail.Full };
        var context = new Option<StageContext?>("--context") { Description = "night or window. Default: as of 'stage'." };
        var device = new Option<string>("--device") { Description = "auto, cpu or cuda.", DefaultValueFactory = _ => "auto" };
        var config = new Option<string?>("--config") { Description = "With --random: sizes of the model, 3b (Qwen2.5-VL-3B) or a folder with config.json." };
        var random = new Option<bool>("--random") { Description = "Measure a model of random weights, which takes the time and the memory of a trained one; its answers are 200 tokens long." };
        var layers = new Option<int?>("--layers") { Description = "With --random: fewer layers of the language model than the sizes say, where memory is short." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command("model",
            "How fast does a model stage, and where does the time go? Stages a recording as 'stage' does, with a ledger that is thrown away. " +
            "Phases: draw (pictures), see (vision tower), prefill (prompts through the language model), decode (answers, token by token), check (rationales against the signals).\n\n" +
            "Example: sleepvlm bench model night.edf --rationale stage\n" +
            "         sleepvlm bench model --config 3b --random --device cuda")
        {
            file, model, config, random, layers, epochs, rationale, context, device, json,
        };
        command.SetAction((parse, token) =>
        {
            var path = parse.GetValue(file);
            if (path is not null && !File.Exists(path)) throw new SleepVlmException($"{path}: no such file");
            if (parse.GetValue(random) != parse.GetValue(config) is not null) throw new SleepVlmException("--config and --random: name both, or measure a model that there is with --model");
            var choice = parse.GetValue(config) is { } named
                ? new StagerChoice($"random-{Path.GetFileName(Path.TrimEndingDirectorySeparator(named))}", parse.GetValue(device)!) { Random = Sizes(named, parse.GetValue(layers)) }
                : new StagerChoice(parse.GetValue(model)!, parse.GetValue(device)!, parse.GetValue(context));
            var run = new ModelBenchRun(
                path, choice,
                parse.GetValue(epochs) is { } range ? EpochRange.Parse(range) : null, parse.GetValue(rationale));
            return Task.Run(() => RunAsync(run, parse.GetValue(json), token), token);
        });
        return command;
    }

    private static Qwen25VlConfig Sizes(string named, int? layers)
    {
        var sizes = PublishedConfigs.Named(named);
        return layers is null ? sizes : layers >= 1 && layers <= sizes.NumHiddenLayers ? sizes with { NumHiddenLayers = layers.Value }
            : throw new SleepVlmException($"--layers {layers}: must be from 1 to {sizes.NumHiddenLayers}");
    }

    private static async Task<int> RunAsync(ModelBenchRun run, bool asJson, CancellationToken cancellationToken)
    {
        var result = await run.RunAsync(cancellationToken);
        if (asJson) Console.Out.WriteLine(JsonSerializer.Serialize(result, RecordingReport.JsonOptions));
        else Tables.Show([Whole(result), Parts(result)]);
        return ExitCode.Done;
    }

    private static InfoSection Whole(ModelBenchResult result) => new(
        $"{result.Model}, {result.Epochs} windows on {Environment.ProcessorCount} processors", ["what", "value"],
        [
            ["windows a second", Number(result.WindowsPerSecond)], ["reading the recording, s", Number(result.Reading.TotalSeconds)],
            ["staging, s", Number(result.Staging.TotalSeconds)], ["processor time in all, s", Number(result.Processor.TotalSeconds)],
            ["peak memory, GB", Number(result.PeakBytes / 1e9)],
        ]);

    private static InfoSection Parts(ModelBenchResult result) => new(
        "Phases", ["phase", "spans", "s", "ms a window", "share of staging"],
        [.. result.Phases.Select(phase => new[]
        {
            phase.Phase, Tables.Whole(phase.Count), Number(phase.Time.TotalSeconds), Number(phase.Time.TotalMilliseconds / Math.Max(1, result.Epochs)), Number(100 * phase.Time / result.Staging) + " %",
        })]);

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
