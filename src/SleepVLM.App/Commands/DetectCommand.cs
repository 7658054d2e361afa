using System.CommandLine;
using System.Globalization;
using SleepVLM.App.Commands.Detect;
using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm detect FILE</c>: the events of a recording and the quality of its signals, without staging it.</summary>
public static class DetectCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Recording: EDF, EDF+, BDF or BDF+." };
        var output = new Option<string>("--out") { Description = "The file to write: .csv for a table, .edf for EDF+ annotations.", Required = true };
        var events = new Option<string?>("--events")
        {
            Description = $"Kinds to write, comma-separated: some of {string.Join(",", EventNames.Keys)}. Default: all.",
        };
        var map = MontageArguments.MapOption();
        var mains = MontageArguments.MainsOption();
        var command = new Command("detect",
            "Find what a scorer looks for in a recording: spindles, K complexes, slow waves, alpha rhythm, eye movements, arousals and more, each with " +
            "onset, duration, derivation, amplitude, frequency and a score (0.5 is just at the detector's operating point), and report the quality of every signal.\n\n" +
            "EEG events are looked for in every EEG channel and told for each; eye events need both EOG channels. Nothing is looked for in seconds that are flat, clipped or " +
            "beyond physiology. Vertex waves, sawtooth waves, slow eye movements and arousals are hints, not findings: people agree on them poorly.\n\n" +
            "Example: sleepvlm detect night.edf --out events.csv\n" +
            "         sleepvlm detect night.edf --out spindles.edf --events spindle,kcomplex --map C4=C3-A2 --mains 60")
        {
            file, output, events, map, mains,
        };
        command.SetAction((parse, token) =>
        {
            var kinds = ParseKinds(parse.GetValue(events));
            var options = MontageArguments.Parse(parse, map);
            var style = RenderStyle.SleepVlm(parse.GetValue(mains));
            return Task.Run(() => Run(parse.GetValue(file)!, parse.GetValue(output)!, kinds, options, style, token), token);
        });
        return command;
    }

    private static IReadOnlySet<SleepEventKind> ParseKinds(string? list)
    {
        try
        {
            return EventNames.Parse(list);
        }
        catch (SleepVlmException error)
        {
            throw new SleepVlmException($"--events: {error.Message}", error);
        }
    }

    private static int Run(
        string path, string output, IReadOnlySet<SleepEventKind> kinds, MontageOptions options, RenderStyle style, CancellationToken cancellationToken)
    {
        var asEdf = IsEdf(output);
        using var recording = Recording.Open(path);
        if (Path.GetFullPath(path) == Path.GetFullPath(output)) throw new SleepVlmException($"--out {output}: this is the recording itself; name another file");
        NightAnalysis analysis;
        using (var progress = new ConsoleProgress())
        {
            var night = SignalChain.Prepare(MontageResolver.Resolve(recording, options), style, progress.Of("filter"), cancellationToken);
            analysis = NightAnalyzer.Analyze(night, progress.Of("detect"), cancellationToken);
        }

        DetectedEvent[] chosen = [.. analysis.Detections.Events.Where(found => kinds.Contains(found.Kind))];
        if (asEdf) DetectionFile.WriteEdf(output, recording.StartTime, chosen, cancellationToken);
        else DetectionFile.WriteCsv(output, chosen);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output}: {chosen.Length} events in {analysis.Detections.EpochCount} epochs"));
        Tables.Show(DetectionSections.Of(analysis, kinds));
        return ExitCode.Done;
    }

    private static bool IsEdf(string output)
    {
        if (Directory.Exists(output)) throw new SleepVlmException($"--out {output}: this is a folder; name a file");
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(output)))) throw new SleepVlmException($"--out {output}: its folder does not exist; make it first");
        return Path.GetExtension(output).ToLowerInvariant() switch
        {
            ".csv" => false,
            ".edf" => true,
            _ => throw new SleepVlmException($"--out {output}: give the file the ending .csv for a table or .edf for EDF+ annotations"),
        };
    }
}
