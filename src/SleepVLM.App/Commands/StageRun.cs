using SleepVLM.Contracts;
using SleepVLM.Engine;
using SleepVLM.Engine.Plugins;
using SleepVLM.Engine.Rules;

namespace SleepVLM.App.Commands;

/// <summary>Stages a recording and writes everything that was asked for.</summary>
public static class StageRun
{
    /// <summary>Runs; returns the exit code.</summary>
    public static async Task<int> RunAsync(StageArguments arguments, CancellationToken cancellationToken)
    {
        if (!File.Exists(arguments.RecordingPath))
            throw new SleepVlmException($"{arguments.RecordingPath}: {(Directory.Exists(arguments.RecordingPath) ? "is a folder; name an EDF or BDF file" : "no such file")}");
        var plugins = PluginHost.Load(PluginHost.DefaultFolder);
        var formats = OutputFormats.Of(plugins, arguments.Formats);
        var rules = RuleBook.LoadDefault();
        using var folder = OutputFolder.Open(arguments.OutputFolder);
        var name = Path.GetFileNameWithoutExtension(arguments.RecordingPath);
        var ledger = Path.Combine(arguments.OutputFolder, $"{name}.ledger.sqlite");

        using var bar = new ConsoleProgress();
        var progress = new StagingConsole(bar);
        var (stager, longest) = await Stagers.LoadAsync(arguments.Stager with { Notice = line => bar.Say($"model    {line}") }, rules, cancellationToken);
        await using var _ = stager;
        var pipeline = new StagingPipeline(stager, new RuleChecker(rules, plugins.RuleChecks), rules);
        var request = new StagingRequest(
            arguments.RecordingPath, ledger, arguments.Montage, arguments.Style, arguments.Detail, arguments.Seed, longest,
            count => EpochRange.Select(arguments.Epochs, count));
        try
        {
            await pipeline.RunAsync(request, progress, DeliverAsync, cancellationToken);
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            bar.Dispose();
            Console.Error.WriteLine(progress.StagedCount == 0
                ? "sleepvlm: stopped before the first epoch was staged"
                : $"sleepvlm: stopped; {progress.StagedCount} epochs are kept in {ledger}; run the same command again to go on");
            return ExitCode.DoneInPart;
        }
        catch (SleepVlmException error) when (progress.StagedCount > 0)
        {
            bar.Dispose();
            Console.Error.WriteLine($"sleepvlm: {error.Message}");
            return ExitCode.DoneInPart;
        }

        async Task DeliverAsync(Study study, CancellationToken token)
        {
            foreach (var format in formats) await OutputFile.WriteAsync(study, format, arguments.OutputFolder, "every decision is in the ledger; mend this, and the same command goes on from there", token);
            bar.Dispose();
            StagingSummary.Print(study, [.. formats.Select(format => Path.Combine(arguments.OutputFolder, name + format.FileSuffix)), ledger]);
        }
    }
}
