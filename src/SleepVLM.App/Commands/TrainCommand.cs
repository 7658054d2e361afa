using System.CommandLine;
using System.Globalization;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Training;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm train</c>: the nano model from nothing, on simulated nights.</summary>
public static class TrainCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var defaults = new TrainingSettings();
        var output = new Option<string>("--out") { Description = "Model folder; a run that was stopped there goes on.", Required = true };
        var windows = new Option<long>("--windows") { Description = "Windows of three epochs to learn from.", DefaultValueFactory = _ => defaults.Windows };
        var rate = new Option<double>("--learning-rate") { Description = "Highest learning rate.", DefaultValueFactory = _ => defaults.PeakLearningRate };
        var seed = new Option<ulong>("--seed") { Description = "Seed of weights, nights and order.", DefaultValueFactory = _ => defaults.Seed };
        var device = new Option<string>("--device") { Description = "auto (CUDA where there is one), cpu or cuda.", DefaultValueFactory = _ => "auto" };
        var command = new Command("train",
            "Train the nano model on simulated nights with known events.\n\n" +
            "Example: sleepvlm train --out my-model --windows 45000\n" +
            "         sleepvlm stage night.edf --model my-model\n\n" +
            "Figures of every step go to OUT/training/log.jsonl. Ctrl-C leaves a checkpoint; the same command goes on from it.")
        {
            output, windows, rate, seed, device,
        };
        command.SetAction((parse, cancellationToken) => Task.Run(() =>
        {
            var settings = new TrainingSettings(parse.GetValue(windows), PeakLearningRate: parse.GetValue(rate), Seed: parse.GetValue(seed)).Validated();
            var run = new TrainingRun(
                new TrainingFolder(parse.GetValue(output)!), PromptTemplate.Load(AppFolders.Prompts, NanoModel.Prompt), settings);
            run.Run(Devices.Parse(parse.GetValue(device)!), new StepConsole(settings).Show, note => Console.Error.WriteLine(note), cancellationToken);
            return ExitCode.Done;
        }, CancellationToken.None));
        return command;
    }

    /// <summary>Shows running means of the figures of single steps, which are noisy.</summary>
    private sealed class StepConsole(TrainingSettings settings)
    {
        private const int StepsPerLine = 40;
        private readonly List<TrainingStep> _recent = [];

        public void Show(TrainingStep step)
        {
            _recent.Add(step);
            if (_recent.Count < StepsPerLine) return;
            var rate = _recent.Average(s => s.WindowsPerSecond);
            var left = TimeSpan.FromSeconds((settings.Windows - step.Windows) / rate);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{step.Windows,7} of {settings.Windows} windows  {step.Nights,3} nights  loss {_recent.Average(s => s.Loss):0.000}  waveform {_recent.Average(s => s.WaveformLoss):0.000}  picture {_recent.Average(s => s.PictureLoss):0.000}  stage {_recent.Average(s => s.StageLoss):0.000} ({_recent.Average(s => s.StageAccuracy):0.0%})  norm {_recent.Average(s => s.GradientNorm):0.00}  {rate:0.0}/s  {left:h\\:mm\\:ss} left"));
            _recent.Clear();
        }
    }
}
