using System.CommandLine;
using SleepVLM.App.Commands.Cohort;
using SleepVLM.Engine.Cohorts;
using SleepVLM.Engine.Rules;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm cohort</c>: manifests of recordings to train on and to evaluate with.</summary>
public static class CohortCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("cohort", "Look at a manifest of scored recordings before training on it (docs/training-data.md).\n\nExample: sleepvlm cohort check cohort.csv")
    {
        CreateCheck(),
    };

    private static Command CreateCheck()
    {
        var defaults = new CohortOptions();
        var manifest = new Argument<string>("MANIFEST")
        {
            Description = "CSV with a line for each recording: recording,hypnogram,subject,split,rationales,map. Only recording must be there; paths are relative to the manifest.",
        };
        var seed = new Option<ulong>("--seed") { Description = "Seed that draws a split for subjects without one.", DefaultValueFactory = _ => defaults.Seed };
        var validation = new Option<double>("--validation") { Description = "Share of those subjects for validation, 0 to 0.5.", DefaultValueFactory = _ => defaults.ValidationShare };
        var test = new Option<double>("--test") { Description = "Share of those subjects for the test, 0 to 0.5.", DefaultValueFactory = _ => defaults.TestShare };
        var unscored = new Option<bool>("--unscored") { Description = "Recordings may be without a scoring: for 'sleepvlm train wpt', which needs none." };
        var command = new Command("check",
            "Opens every file that a manifest names and says what would be trained on: channels, epochs of each stage, rationales, splits; and everything that is wrong, at once.\n\n" +
            "Example: sleepvlm cohort check cohort.csv\n\n" +
            "Exit codes: 0 the manifest can be used, 2 something is wrong with it.")
        {
            manifest, seed, validation, test, unscored,
        };
        command.SetAction((parse, cancellationToken) => Task.Run(() =>
        {
            var options = new CohortOptions(parse.GetValue(seed), parse.GetValue(validation), parse.GetValue(test), NeedsScoring: !parse.GetValue(unscored), RuleBook.LoadDefault());
            using var progress = new ConsoleProgress();
            var (cohort, problems) = CohortManifest.Examine(parse.GetValue(manifest)!, options, progress.Of("open"), cancellationToken);
            Tables.Show(CohortSections.Of(cohort, problems));
            return problems.Count == 0 ? ExitCode.Done : ExitCode.BadInput;
        }, CancellationToken.None));
        return command;
    }
}
