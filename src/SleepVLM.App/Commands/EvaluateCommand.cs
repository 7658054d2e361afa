using System.CommandLine;
using SleepVLM.App.Commands.Evaluate;
using SleepVLM.Contracts;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm evaluate</c>: how well stagings agree with references, and how good models are on nights that it stages itself.</summary>
public static class EvaluateCommand
{
    private const string Explanation =
        "How good is a staging, or a model?\n\n" +
        "FILES: a staging and its reference, epoch by epoch: accuracy, Cohen's kappa, macro F1, PABAK, figures per stage, confusion matrix, sleep statistics; of our own JSON Lines also " +
        "calibration, rules and checked claims. Several pairs give one table, nights of one model together.\n" +
        "--manifest or --simulate: every model stages every night, and all are shown side by side: kappa per subject with a bootstrap interval, F1 per stage, calibration of the " +
        "hypnodensity, rules, claims that the checker supports, cut and unparsable answers, speed. Report, plots and stagings go to --out; Ctrl-C stops cleanly, and the same command goes on.\n\n" +
        "Epochs staged without a result count as wrong; epochs that the reference leaves unscored are left out and counted. What each figure means: docs/evaluation.md.\n\n" +
        "Example: sleepvlm evaluate out/night.staging.jsonl night.edf\n" +
        "         sleepvlm evaluate a.staging.jsonl a.edf b.staging.jsonl b.edf --out eval\n" +
        "         sleepvlm evaluate --manifest cohort.csv --split test --model nano --model rules --out eval\n" +
        "         sleepvlm evaluate --simulate 9100-9119 --out eval\n" +
        "         sleepvlm evaluate --simulate 9100-9119 --channels all,each,pairs,eeg,eog --out eval-hidden\n" +
        "         sleepvlm evaluate --scorers dodh.json\n\n" +
        "Exit codes: 0 done, 2 bad input or usage, 3 stopped, or some nights could not be judged.";

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var options = new EvaluateOptions();
        var command = new Command("evaluate", Explanation);
        command.Add(options.Files);
        foreach (var option in options.All) command.Add(option);
        command.SetAction((parse, cancellationToken) =>
        {
            var arguments = options.Read(parse);
            return Task.Run(() => arguments switch
            {
                { Scorers: { } file } => ScorersRun.Run(file, arguments.Seed, arguments.AsJson),
                { Manifest: null, Seeds: null, Files.Count: 2, OutputFolder: null } => PairRun.Run(arguments, cancellationToken),
                { Manifest: null, Seeds: null } => PairRun.RunAll(arguments, cancellationToken),
                _ => CohortRun.RunAsync(arguments, cancellationToken),
            }, CancellationToken.None);
        });
        return command;
    }
}
