using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SleepVLM.App.Commands.Info;
using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Evaluation.DetectorBench;

namespace SleepVLM.App.Commands.Bench;

/// <summary><c>sleepvlm bench detectors</c>: precision, recall and F1 of every detector.</summary>
internal static class DetectorBenchCommand
{
    private const string Natural = "natural";

    public static Command Create()
    {
        var nights = new Option<int>("--nights") { Description = "Simulated nights of each level, 1 to 1000.", DefaultValueFactory = _ => 10 };
        var seed = new Option<int>("--seed")
        {
            Description = "First seed; nights count up from it. The detectors were set on seeds 1000 to 1099: judge them on others.", DefaultValueFactory = _ => 7000,
        };
        var level = new Option<string>("--level")
        {
            Description = "Comma-separated levels in dB at which spindles, K complexes and rapid eye movements are planted in a steady background: spindles by RMS over " +
                $"that of 0.3-35 Hz around, the others peak to peak over the largest usual swing of 1 s; '{Natural}' leaves them as the simulated subject makes them.",
            DefaultValueFactory = _ => $"{Natural},0,-3,-6",
        };
        var minutes = new Option<double>("--minutes") { Description = "Length of each night, 1 to 1440 minutes.", DefaultValueFactory = _ => 240 };
        var ideal = new Option<bool>("--ideal")
        {
            Description = "Judge an ideal observer too, in home stages: a matched filter over all derivations that knows the subject's mean shapes and the background, at the threshold that is best for these nights.",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of a table." };
        var command = new Command("detectors",
            "Precision, recall and F1 of every event detector on simulated nights: events match where they overlap by a fifth of their union, one to one; copies of an event in " +
            "several channels count once. Each kind is judged in its home stages (spindles and K complexes in N2, slow waves in N2 and N3, rapid eye movements in R) and over the whole night. The interval is that of 95 % of draws of nights with replacement.\n\n" +
            "Example: sleepvlm bench detectors --nights 10 --seed 7000\n" +
            "         sleepvlm bench detectors --nights 3 --level 0,-3,-6 --json")
        {
            nights, seed, level, minutes, ideal, json,
        };
        command.SetAction((parse, token) =>
        {
            var run = new DetectorBenchRun(Nights(parse.GetValue(nights)), parse.GetValue(seed), Levels(parse.GetValue(level)!), parse.GetValue(minutes), parse.GetValue(ideal));
            return Task.Run(() => Run(run, parse.GetValue(json), token), token);
        });
        return command;
    }

    private static int Run(DetectorBenchRun run, bool asJson, CancellationToken cancellationToken)
    {
        IReadOnlyList<DetectorScore> scores;
        using (var progress = new ConsoleProgress())
            scores = run.Run((done, total) => progress.Show("bench", done, total, "nights"), cancellationToken);
        if (asJson) Console.Out.WriteLine(JsonSerializer.Serialize(new { run.Nights, run.Seed, run.Minutes, Scores = scores }, RecordingReport.JsonOptions));
        else Tables.Show([Section(scores)]);
        return ExitCode.Done;
    }

    private static InfoSection Section(IReadOnlyList<DetectorScore> scores) => new(
        "Detectors against simulated truth", ["kind", "stages", "level dB", "nights", "true", "detected", "neutral", "precision", "recall", "F1", "95 %", "ideal F1"],
        [
            .. scores.OrderBy(score => score.Kind).ThenBy(score => score.Scope).Select(score => new[]
            {
                EventNames.Text(score.Kind), Stages(score), score.LevelDb?.ToString("0.#", CultureInfo.InvariantCulture) ?? Natural, Tables.Whole(score.Nights), Tables.Whole(score.Counts.Truth),
                Tables.Whole(score.Counts.Detected), Tables.Whole(score.Counts.Neutral), Figure(score.Counts.Precision), Figure(score.Counts.Recall), Figure(score.Counts.F1),
                $"{Figure(score.F1Low)}-{Figure(score.F1High)}", Figure(score.Ideal?.F1),
            }),
        ]);

    private static string Stages(DetectorScore score) =>
        score.Scope == BenchScope.WholeNight ? "all" : string.Join(' ', HomeStages.Of(score.Kind));

    private static int Nights(int nights) => nights is >= 1 and <= 1000 ? nights : throw new SleepVlmException($"--nights {nights}: give 1 to 1000");

    private static IReadOnlyList<double?> Levels(string list) =>
    [
        .. list.Split(',', StringSplitOptions.TrimEntries).Select(text =>
            text.Equals(Natural, StringComparison.OrdinalIgnoreCase) ? (double?)null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var level) && double.IsFinite(level) ? level
            : throw new SleepVlmException($"--level: '{text}' is no level; give decibels such as 0,-3,-6, or '{Natural}'")),
    ];

    private static string Figure(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";
}
