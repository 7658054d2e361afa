using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SleepVLM.App.Commands.Info;
using SleepVLM.Contracts;
using SleepVLM.Engine;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Evaluation.CheckerBench;
using SleepVLM.Engine.Rules;

namespace SleepVLM.App.Commands.Bench;

/// <summary><c>sleepvlm bench checker</c>: which faults of a rationale the checker finds, and what it wrongly objects to.</summary>
internal static class CheckerBenchCommand
{
    public static Command Create()
    {
        var nights = new Option<int>("--nights") { Description = "Simulated nights, 0 to 1000.", DefaultValueFactory = _ => 4 };
        var seed = new Option<int>("--seed") { Description = "First seed; nights count up from it.", DefaultValueFactory = _ => 7000 };
        var minutes = new Option<double>("--minutes") { Description = "Length of each simulated night, 1 to 1440 minutes.", DefaultValueFactory = _ => 480 };
        var cases = new Option<int>("--cases") { Description = "Cases of each kind of fault in each night, 1 to 1000.", DefaultValueFactory = _ => 60 };
        var recordings = new Option<string[]>("--recording") { Description = "A recording to measure on too; may be given more than once." };
        var map = MontageArguments.MapOption();
        var mains = MontageArguments.MainsOption();
        var missed = new Option<int>("--missed") { Description = "Also print this many faults of each kind that were not found, up to 10.", DefaultValueFactory = _ => 0 };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of tables." };
        var command = new Command("checker",
            "Which faults of a rationale does the checker find, and what does it wrongly object to? Right rationales are composed for every epoch, from measurement and, in simulated " +
            "nights, from the known truth; one fault at a time is made in them; found is what draws a contradiction that the right rationale does not. " +
            "False alarms are contradicted findings on right rationales, of those that were judged. Intervals are of 95 % (Wilson).\n\n" +
            "Example: sleepvlm bench checker\n" +
            "         sleepvlm bench checker --nights 8 --recording night.edf --map Chin=1-2 --json")
        {
            nights, seed, minutes, cases, recordings, map, mains, missed, json,
        };
        command.SetAction((parse, token) =>
        {
            var run = new CheckerBenchRun(
                Within("--nights", parse.GetValue(nights), 0, 1000), parse.GetValue(seed), parse.GetValue(minutes),
                Within("--cases", parse.GetValue(cases), 1, 1000), RenderStyle.SleepVlm(parse.GetValue(mains)));
            var (paths, montage) = (parse.GetValue(recordings) ?? [], MontageArguments.Parse(parse, map));
            return Task.Run(
                () => Run(run, console => [.. paths.Select(path => NightReading.Open(path, montage, run.Style, console, token))],
                parse.GetValue(json), Within("--missed", parse.GetValue(missed), 0, 10), token), token);
        });
        return command;
    }

    private static int Run(
        CheckerBenchRun run, Func<StagingConsole, IReadOnlyList<NightReading>> open, bool asJson, int missed, CancellationToken cancellationToken)
    {
        var rules = RuleBook.LoadDefault();
        IReadOnlyList<CheckerScore> scores;
        using (var progress = new ConsoleProgress())
        {
            var recordings = open(new StagingConsole(progress));
            scores = run.Run(rules, new RuleChecker(rules), recordings, (done, total) => progress.Show("bench", done, total, "nights"), cancellationToken);
        }

        if (asJson) Console.Out.WriteLine(JsonSerializer.Serialize(new { run.Nights, run.Seed, run.Minutes, run.CasesPerFault, Scores = scores }, RecordingReport.JsonOptions));
        else Tables.Show([.. scores.SelectMany(score => Sections(score, missed))]);
        return ExitCode.Done;
    }

    private static IEnumerable<InfoSection> Sections(CheckerScore score, int missed)
    {
        yield return new InfoSection($"{score.Group}: {score.Cases} faults in {score.Rationales} rationales", ["fault", "strength", "cases", "found", "95 %"],
        [
            .. score.Faults.Select(fault => Row(fault.Kind.ToString(), fault.Kind.Strength().ToString(), fault.Found)),
            .. new[] { CheckStrength.Strong, CheckStrength.Soft }.Select(strength => Row($"all {strength}", "", score.Found(strength))),
        ]);
        yield return new InfoSection($"{score.Group}: not found", ["fault", "epoch", "stage", "rules", "text"],
        [
            .. score.Faults.SelectMany(fault => fault.Missed.Take(missed).Select(told => new[]
            {
                fault.Kind.ToString(), told.Epoch.ToString(CultureInfo.InvariantCulture), told.Stage.ToString(), string.Join(' ', told.Rules), told.Text,
            })),
        ]);
        yield return new InfoSection($"{score.Group}: right rationales", ["", "", "of", "share", "95 %"],
        [
            Row("false alarms among judged", "", score.FalseAlarms),
            Row("not assessable among all", "", score.NotAssessable),
            .. score.Alarms.Select(alarm => Row($"  {alarm.Check}", alarm.Count.ToString(CultureInfo.InvariantCulture), new Proportion(alarm.Count, score.FalseAlarms.Of))),
        ]);
    }

    private static string[] Row(string name, string note, Proportion found)
    {
        var (low, high) = found.Interval;
        return [name, note, found.Of.ToString(CultureInfo.InvariantCulture), Percent(found.Share), $"{Percent(low)} to {Percent(high)}"];
    }

    private static string Percent(double? share) => share is { } value ? (100 * value).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "-";

    private static int Within(string option, int value, int least, int most) =>
        value >= least && value <= most ? value : throw new SleepVlmException($"{option} {value}: give {least} to {most}");
}
