using SleepVLM.Contracts;
using SleepVLM.Engine.Checking;
using SleepVLM.Engine.Plugins;
using SleepVLM.Engine.Rules;

namespace SleepVLM.App.Commands.Check;

/// <summary>Checks a file of rationales, prints what came of it and writes what was asked for.</summary>
internal static class CheckRun
{
    /// <summary>Runs; returns the exit code.</summary>
    public static async Task<int> RunAsync(CheckRequest request, string? output, IReadOnlyList<string> formatIds, int top, CancellationToken cancellationToken)
    {
        if (!File.Exists(request.RecordingPath))
            throw new SleepVlmException($"{request.RecordingPath}: {(Directory.Exists(request.RecordingPath) ? "is a folder; name an EDF or BDF file" : "no such file")}");
        if (top < 0) throw new SleepVlmException($"--top {top}: a number of epochs is 0 or more");
        var plugins = PluginHost.Load(PluginHost.DefaultFolder);
        var formats = output is null ? [] : OutputFormats.Of(plugins, formatIds);
        using var folder = output is null ? null : OutputFolder.Open(output);
        var rules = RuleBook.LoadDefault();

        using var bar = new ConsoleProgress();
        var (study, given) = new CheckPipeline(new RuleChecker(rules, plugins.RuleChecks), rules).Run(request, new StagingConsole(bar), cancellationToken);
        // The staging that is checked may lie in the same folder under the recording's name.
        var named = study with { Recording = study.Recording with { Name = $"{study.Recording.Name}.check" } };
        foreach (var format in formats) await OutputFile.WriteAsync(named, format, output!, "mend this and give the same command again", cancellationToken);
        bar.Dispose();

        foreach (var note in given.Notes) Console.Error.WriteLine($"note     {note}");
        CheckSummary.Print(study, top);
        foreach (var format in formats) Console.WriteLine(Path.Combine(output!, named.Recording.Name + format.FileSuffix));
        var unjudged = study.Epochs.Count(epoch => epoch.Outcome is Unscored);
        if (unjudged > 0) Console.Error.WriteLine($"sleepvlm: {unjudged} of {study.Epochs.Count} epochs could not be checked: no stage is given, or the recording has no whole signal there");
        return unjudged > 0 ? ExitCode.DoneInPart : ExitCode.Done;
    }
}
