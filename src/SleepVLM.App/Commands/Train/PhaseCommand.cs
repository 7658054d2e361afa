using System.CommandLine;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Training;

namespace SleepVLM.App.Commands.Train;

/// <summary><c>sleepvlm train wpt</c> and <c>sleepvlm train sft</c>.</summary>
internal static class PhaseCommand
{
    public static Command Create(TrainingPhase phase)
    {
        var (nights, options, lora) = (new NightOptions(phase), new TrainOptions(phase), new LoraOptions(phase));
        var output = new Option<string>("--out") { Description = "Model folder; a run that was stopped there goes on.", Required = true };
        var from = new Option<string?>("--from") { Description = "Model to begin from, a folder or nano; its vocabulary is kept. Default: a new small model." };
        var prompt = new Option<string?>("--prompt") { Description = "Prompt to train with, by name. Default: the model's own." };
        var style = new Option<string?>("--style") { Description = $"Style of the pictures: {string.Join(" or ", RenderStyle.Names)}. Default: that of the model to begin from, {NanoModel.Style} for a new one." };
        var keep = new Option<bool>("--keep") { Description = "Keep a copy of the model at every validation, under OUT/training/kept." };
        var minutes = new Option<double>("--checkpoint-minutes") { Description = "Minutes between checkpoints.", DefaultValueFactory = _ => 4 };
        var device = new Option<string>("--device") { Description = "auto (CUDA where there is one), cpu or cuda.", DefaultValueFactory = _ => "auto" };
        var command = new Command(phase == TrainingPhase.Sft ? "sft" : "wpt", Help(phase)) { output };
        foreach (var option in nights.All.Concat([from, prompt, style]).Concat(options.All).Concat(lora.All).Concat(phase == TrainingPhase.Sft ? [keep] : []).Concat([minutes, device])) command.Add(option);
        command.SetAction((parse, cancellationToken) => Task.Run(() =>
        {
            var where = Devices.Parse(parse.GetValue(device)!);
            var (settings, rules, start) = (options.Read(parse, where), RuleBook.LoadDefault(), parse.GetValue(from) is { } name ? AppFolders.Model(name) : null);
            var pictures = RenderStyle.Named(parse.GetValue(style) ?? (start is null ? NanoModel.Style : ModelCard.StyleOf(start)));
            var (learnt, validation) = nights.Read(parse, pictures, rules, cancellationToken);
            using var watcher = new TrainingConsole(settings);
            var job = new TrainingJob(parse.GetValue(output)!, settings, learnt, pictures, AppFolders.Prompts, rules)
            {
                From = start, Prompt = parse.GetValue(prompt), Lora = lora.Read(parse),
                Validation = validation, KeepAll = phase == TrainingPhase.Sft && parse.GetValue(keep), CheckpointMinutes = parse.GetValue(minutes),
            };
            new TrainingRun(job, watcher).Run(where, cancellationToken);
            return ExitCode.Done;
        }, CancellationToken.None));
        return command;
    }

    private static string Help(TrainingPhase phase) => phase == TrainingPhase.Sft
        ? "Supervised fine-tuning: a model learns stage, rules and rationale of windows of three epochs.\n\n" +
          "Examples: sleepvlm train sft --simulate --out my-model --windows 45000 --events presence\n" +
          "          sleepvlm train sft --manifest cohort.csv --from nano --events presence --out better --learning-rate 3e-4 --patience 5\n" +
          "          sleepvlm train sft --manifest cohort.csv --from SleepVLM-3B --lora --out adapter --perception-weight 0 --device cuda"
        : "Waveform-perceptual pre-training: the vision tower learns to read band powers and mean amplitudes off single pictures, second by second. Needs no labels.\n\n" +
          "Examples: sleepvlm train wpt --simulate --out seeing --windows 20000\n" +
          "          sleepvlm train wpt --manifest unscored.csv --from nano --out seeing\n" +
          "          sleepvlm bench wpt seeing";
}
