using System.CommandLine;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Training;

namespace SleepVLM.App.Commands.Train;

/// <summary><c>sleepvlm train wpt</c> and <c>sleepvlm train sft</c>.</summary>
internal static class PhaseCommand
{
    // Seeds below 1,000 are kept for tests and validation, those from 1,000 to 1,999 for vocabularies.
    private const int FirstSeed = 10_000;
    private const int ValidationSeed = 900;

    public static Command Create(TrainingPhase phase)
    {
        var options = new TrainOptions(phase);
        var output = new Option<string>("--out") { Description = "Model folder; a run that was stopped there goes on.", Required = true };
        var simulate = new Option<bool>("--simulate") { Description = "Learn from simulated nights, a new subject for every night." };
        var firstSeed = new Option<int>("--first-seed") { Description = "Seed of the first simulated subject; each further one takes the next.", DefaultValueFactory = _ => FirstSeed };
        var cohort = new Option<string>("--cohort") { Description = "Montages of simulated subjects: mixed (as met in the field), six (all channels), c4 (one channel).", DefaultValueFactory = _ => "mixed" };
        var from = new Option<string?>("--from") { Description = "Model to begin from, a folder or nano; its vocabulary is kept. Default: a new small model." };
        var prompt = new Option<string?>("--prompt") { Description = "Prompt to train with. Default: the model's own." };
        var validationNights = new Option<int>("--validation-nights") { Description = $"Simulated nights to validate on, seeds from {ValidationSeed} on; 0 for none.", DefaultValueFactory = _ => phase == TrainingPhase.Sft ? 4 : 0 };
        var validationEpochs = new Option<int>("--validation-epochs") { Description = "Most epochs of a validation, spread evenly.", DefaultValueFactory = _ => 1000 };
        var keep = new Option<bool>("--keep") { Description = "Keep a copy of the model at every validation, under OUT/training/kept." };
        var minutes = new Option<double>("--checkpoint-minutes") { Description = "Minutes between checkpoints.", DefaultValueFactory = _ => 4 };
        var device = new Option<string>("--device") { Description = "auto (CUDA where there is one), cpu or cuda.", DefaultValueFactory = _ => "auto" };
        var command = new Command(phase == TrainingPhase.Sft ? "sft" : "wpt", Help(phase)) { output, simulate, firstSeed, cohort, from, prompt };
        foreach (var option in options.All) command.Add(option);
        if (phase == TrainingPhase.Sft) foreach (var option in (Option[])[validationNights, validationEpochs, keep]) command.Add(option);
        command.Add(minutes);
        command.Add(device);
        command.SetAction((parse, cancellationToken) => Task.Run(() =>
        {
            var where = Devices.Parse(parse.GetValue(device)!);
            var settings = options.Read(parse, where);
            var style = RenderStyle.SleepVlm();
            if (!parse.GetValue(simulate)) throw new SleepVlmException("say what to learn from: --simulate");
            var subjects = TrainingCohort.Named(parse.GetValue(cohort)!);
            using var watcher = new TrainingConsole(settings);
            var job = new TrainingJob(
                parse.GetValue(output)!, settings, new SimulatedNights(subjects, style, new SeedRange(parse.GetValue(firstSeed), null)), style, AppFolders.Prompts, RuleBook.LoadDefault())
            {
                From = parse.GetValue(from) is { } model ? AppFolders.Model(model) : null,
                Prompt = parse.GetValue(prompt),
                Validation = phase == TrainingPhase.Sft && parse.GetValue(validationNights) is var nights and > 0
                    ? [new ValidationSet("simulated", new SimulatedNights(subjects, style, new SeedRange(ValidationSeed, nights)), parse.GetValue(validationEpochs))] : [],
                KeepAll = parse.GetValue(keep),
                CheckpointMinutes = parse.GetValue(minutes),
            };
            new TrainingRun(job, watcher).Run(where, cancellationToken);
            return ExitCode.Done;
        }, CancellationToken.None));
        return command;
    }

    private static string Help(TrainingPhase phase) => phase == TrainingPhase.Sft
        ? "Supervised fine-tuning: a model learns stage, rules and rationale of windows of three epochs.\n\n" +
          "Examples: sleepvlm train sft --simulate --out my-model --windows 45000\n" +
          "          sleepvlm train sft --simulate --from nano --out better --learning-rate 3e-4 --windows 20000 --keep"
        : "Waveform-perceptual pre-training: the vision tower learns to read band powers and mean amplitudes off single pictures, second by second. Needs no labels.\n\n" +
          "Examples: sleepvlm train wpt --simulate --out seeing --windows 20000\n" +
          "          sleepvlm train sft --simulate --from seeing --out my-model";
}
