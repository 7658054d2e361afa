using System.Globalization;
using SleepVLM.Contracts;
using SleepVLM.Engine.Cohorts;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>Stages the nights of a manifest or of a simulation with every model, and judges.</summary>
internal static class CohortRun
{
    private const string DefaultFolder = "sleepvlm-evaluation";

    /// <summary>Runs; returns the exit code.</summary>
    public static async Task<int> RunAsync(EvaluateArguments arguments, CancellationToken cancellationToken)
    {
        var failures = new List<EvaluationFailure>();
        var style = RenderStyle.SleepVlm(arguments.MainsHz);
        using var bar = new ConsoleProgress();
        var (asked, nights) = Nights(arguments, style, bar, failures, cancellationToken);
        var output = arguments.OutputFolder ?? DefaultFolder;
        using var folder = OutputFolder.Open(output);

        var progress = new EvaluationProgress(bar, nights.Count * arguments.Models.Count);
        var run = new ModelEvaluationRun(new ModelEvaluation(nights, arguments.Models, output, arguments.Epochs, arguments.Detail, style, arguments.Device), progress);
        try
        {
            var judged = await run.RunAsync(arguments.Seed, cancellationToken);
            failures.AddRange(run.Failures);
            bar.Dispose();
            if (judged.Count == 0) throw new SleepVlmException($"no night could be judged; the first: {failures[0].Night}: {failures[0].Reason}");
            if (arguments.Epochs is { } epochs) asked += string.Create(CultureInfo.InvariantCulture, $", {epochs.Count} epochs of each");
            EvaluationOutput.Show(arguments, asked, output, judged, failures);
            return failures.Count == 0 ? ExitCode.Done : ExitCode.DoneInPart;
        }
        catch (OperationCanceledException)
        {
            bar.Dispose();
            Console.Error.WriteLine(
                $"sleepvlm: stopped; {progress.Done} of {nights.Count * arguments.Models.Count} stagings are finished, and what is done of the next is kept in {output}; " +
                "run the same command again to go on");
            return ExitCode.DoneInPart;
        }
    }

    private static (string Asked, IReadOnlyList<NightSource> Nights) Nights(
        EvaluateArguments arguments, RenderStyle style, ConsoleProgress bar, List<EvaluationFailure> failures, CancellationToken cancellationToken)
    {
        if (arguments.Seeds is { } seeds)
        {
            var asked = string.Create(CultureInfo.InvariantCulture, $"simulated nights {seeds} of {arguments.Minutes:0.#} min");
            return (asked, SimulatedSource.All(SeedRange.Parse(seeds), arguments.Minutes, arguments.RateHz, arguments.Channels, style));
        }

        var (cohort, problems) = CohortManifest.Examine(arguments.Manifest!, null, bar.Of("open"), cancellationToken);
        failures.AddRange(problems.Select(problem => new EvaluationFailure($"line {problem.Line}", null, problem.ToString())));
        var recordings = arguments.Split is { } split ? cohort.Of(split) : cohort.Recordings;
        if (recordings.Count == 0)
            throw new SleepVlmException(problems.Count > 0 ? problems[0].ToString() : $"--split {arguments.Split?.ToString().ToLowerInvariant()}: {arguments.Manifest} holds no such recording");
        var name = Path.GetFileName(arguments.Manifest);
        return (arguments.Split is { } part ? $"{name}, {part.ToString().ToLowerInvariant()}" : $"{name}", RecordedSource.All(recordings, arguments.Channels, style));
    }
}
