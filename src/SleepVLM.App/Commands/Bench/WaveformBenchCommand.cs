using System.CommandLine;
using System.Globalization;
using SleepVLM.App.Commands.Info;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Training;

namespace SleepVLM.App.Commands.Bench;

/// <summary><c>sleepvlm bench wpt</c>: how well a model reads waveforms off pictures.</summary>
internal static class WaveformBenchCommand
{
    private const int FittedSeed = 870;

    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "Folder that 'sleepvlm train' wrote." };
        var nights = new Option<int>("--nights") { Description = "Simulated nights to judge on, and as many to set the other readers on.", DefaultValueFactory = _ => 2 };
        var seed = new Option<int>("--seed") { Description = "Seed of the first night that is judged.", DefaultValueFactory = _ => 880 };
        var device = new Option<string>("--device") { Description = "auto (CUDA where there is one), cpu or cuda.", DefaultValueFactory = _ => "auto" };
        var command = new Command("wpt",
            "Mean absolute error of band powers (dB) and mean amplitudes (uV), second by second, that a model's vision tower reads off pictures of unseen simulated six-channel nights; " +
            "against saying the mean of other nights, and against reading height, middle and jumps of the traces' pixel columns.\n\n" +
            "Example: sleepvlm bench wpt seeing")
        {
            model, nights, seed, device,
        };
        command.SetAction((parse, token) => Task.Run(() =>
        {
            var (subjects, style) = (TrainingCohort.Named("six"), RenderStyle.Named(ModelCard.Read(parse.GetValue(model)!)?.RenderStyle ?? RenderStyle.Published));
            IReadOnlyList<TrainingNight> Nights(int first) => [.. Enumerable.Range(0, parse.GetValue(nights))
                .Select(i => new SimulatedNights(subjects, style, new SeedRange(first, null)).Create(i, token))];
            var errors = WaveformReport.Measure(
                parse.GetValue(model)!, Nights(FittedSeed), Nights(parse.GetValue(seed)), Devices.Parse(parse.GetValue(device)!));
            Tables.Show([new InfoSection("Mean absolute error, second by second", ["quantity", "unit", "mean", "pixel columns", "model", "seconds"],
                [.. errors.Select(error => new[] { error.Quantity, error.Unit, Figure(error.Mean), Figure(error.Columns), Figure(error.Model), Tables.Whole(error.Seconds) })])]);
            return ExitCode.Done;
        }, token));
        return command;
    }

    private static string Figure(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
