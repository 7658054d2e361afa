using System.CommandLine;
using System.Globalization;
using SleepVLM.App.Commands.Info;
using SleepVLM.Engine.Cohorts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules;
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
        var cohort = new Option<string>("--cohort") { Description = "Montages of the simulated nights: six (all channels), c4 (one channel), mixed.", DefaultValueFactory = _ => "six" };
        var manifest = new Option<string?>("--manifest") { Description = "Judge on the recordings of a manifest (docs/training-data.md) in place of simulated nights; the other readers are set on simulated ones all the same." };
        var device = new Option<string>("--device") { Description = "auto (CUDA where there is one), cpu or cuda.", DefaultValueFactory = _ => "auto" };
        var command = new Command("wpt",
            "Mean absolute error of band powers and mean amplitudes (dB), in stretches of about two seconds, that a model's vision tower reads off pictures of unseen simulated nights or of recordings; " +
            "against saying the mean of other nights, and against reading height, middle and jumps of the traces' pixel columns.\n\n" +
            "Example: sleepvlm bench wpt seeing\n" +
            "         sleepvlm bench wpt seeing --cohort c4 --manifest recordings.csv")
        {
            model, nights, seed, cohort, manifest, device,
        };
        command.SetAction((parse, token) => Task.Run(() =>
        {
            var (subjects, style) = (TrainingCohort.Named(parse.GetValue(cohort)!), RenderStyle.Named(ModelCard.StyleOf(parse.GetValue(model)!)));
            IReadOnlyList<TrainingNight> Nights(int first) => [.. Enumerable.Range(0, parse.GetValue(nights))
                .Select(i => new SimulatedNights(subjects, style, new SeedRange(first, null)).Create(i, token))];
            var judged = parse.GetValue(manifest) is { } path ? Recorded(path, style, token) : Nights(parse.GetValue(seed));
            var errors = WaveformReport.Measure(parse.GetValue(model)!, Nights(FittedSeed), judged, Devices.Parse(parse.GetValue(device)!));
            Tables.Show([new InfoSection("Mean absolute error, dB", ["quantity", "mean", "pixel columns", "model", "its bias", "stretches"],
                [.. errors.Select(error => new[] { error.Quantity, Figure(error.Mean), Figure(error.Columns), Figure(error.Model), Figure(error.Bias), Tables.Whole(error.Stretches) })])]);
            return ExitCode.Done;
        }, token));
        return command;
    }

    private static IReadOnlyList<TrainingNight> Recorded(string path, RenderStyle style, CancellationToken cancellationToken)
    {
        var rules = RuleBook.LoadDefault();
        var recordings = CohortManifest.Read(path, new CohortOptions(NeedsScoring: false, Rules: rules), cancellationToken).Recordings;
        var nights = new CohortNights(recordings, style, rules, unscoredToo: true);
        return [.. Enumerable.Range(0, recordings.Count).Select(i => nights.Create(i, cancellationToken))];
    }

    private static string Figure(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
