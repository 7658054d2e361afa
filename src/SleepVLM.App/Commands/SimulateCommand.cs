using System.CommandLine;
using System.Globalization;
using SleepVLM.App.Commands.Simulate;
using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm simulate</c>: recordings whose stages and events are known.</summary>
public static class SimulateCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "The EDF+ file to write; with --nights, a folder.", Required = true };
        var nights = new Option<int?>("--nights") { Description = "Make this many nights, one a subject, with a manifest to train from. Run it again after a stop: complete nights stay." };
        var events = new Option<string?>("--events") { Description = "Also write all events and artefacts to this CSV file; a cohort has one beside each night." };
        var options = new SimulateOptions();
        var command = new Command("simulate",
            "Make up nights of polysomnography whose stages and events are known, as EDF+ with annotations: stages, and every event and artefact with onset, duration, channel, " +
            "amplitude and frequency. The same seed and options give the same file.\n\n" +
            "Recordings shorter than 240 minutes show a whole night's architecture in fast motion, so that half an hour holds wake, N1, N2, N3 and R where possible.\n\n" +
            "Example: sleepvlm simulate --out night.edf --seed 7\n" +
            "         sleepvlm simulate --out short.edf --minutes 30 --channels C4,LOC,ROC --events short.csv\n" +
            "         sleepvlm simulate --out apnoea.edf --disorder apnoea --age 61 --rate 256\n" +
            "         sleepvlm simulate --out SC4001.edf --hypnogram SC4001EC-Hypnogram.edf --montage sleep-edf --rate 100\n" +
            "         sleepvlm simulate --out faults.edf --artefacts detached,mains --mains 60\n" +
            "         sleepvlm simulate --out cohort --nights 40 --disorder mixed    # then: sleepvlm train ... cohort/manifest.csv")
        {
            output, nights, events,
        };
        foreach (var option in options.Options) command.Options.Add(option);
        command.SetAction((parse, token) =>
        {
            var (path, count, eventsPath) = (parse.GetValue(output)!, parse.GetValue(nights), parse.GetValue(events));
            if (count is not null && eventsPath is not null) throw new SleepVlmException("--events and --nights: a cohort has an events file beside each night; leave --events out");
            return Task.Run(() =>
            {
                var request = options.Read(parse, token);
                if (request.Filled > 0) Console.Error.WriteLine($"hypnogram: {request.Filled} of {request.Settings.EpochCount} epochs have no stage; each takes that of the epoch before");
                return count is { } subjects ? RunCohort(request, subjects, path, token) : Run(request.Settings, request.Channels, path, eventsPath, token);
            }, token);
        });
        return command;
    }

    /// <summary>Simulates and writes one night; returns the exit code.</summary>
    /// <param name="settings">What to make.</param>
    /// <param name="channels">Names of channels to keep; null for all.</param>
    /// <param name="path">The EDF+ file.</param>
    /// <param name="eventsPath">The CSV file of events, or null.</param>
    /// <param name="cancellationToken">Leaves no file behind.</param>
    public static int Run(SimulationSettings settings, IReadOnlyList<string>? channels, string path, string? eventsPath, CancellationToken cancellationToken)
    {
        RequireFolder("--out", path);
        if (eventsPath is not null) RequireFolder("--events", eventsPath);
        using var progress = new ConsoleProgress();
        var night = NightSimulator.Simulate(settings, progress.Of("simulate"), cancellationToken);
        if (channels is not null) night = night.WithChannelsNamed(channels);
        // The short file first: where it cannot be written, there is no recording to clean up.
        if (eventsPath is not null) SimulatedNightFile.WriteEvents(eventsPath, night);
        SimulatedNightFile.WriteEdf(path, night, progress.Of("write"), cancellationToken);
        var stages = string.Join(", ", Enum.GetValues<SleepStage>().Select(stage =>
            string.Create(CultureInfo.InvariantCulture, $"{stage} {night.Epochs.Count(epoch => epoch.Stage == stage)}")));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{path}: {night.Epochs.Count} epochs ({stages}), {night.Events.Count} events, {night.Artefacts.Count} artefacts; {(settings.AgeYears is { } age ? $"age {age}, " : "")}disorder {SimulateOptions.Key(settings.Disorder)}"));
        return ExitCode.Done;
    }

    private static int RunCohort(SimulateRequest request, int nights, string path, CancellationToken cancellationToken)
    {
        using var folder = OutputFolder.Open(path);
        var cohort = new SimulatedCohort(path, request.Settings, nights, request.IsMixed, request.Channels);
        var kept = 0;
        using (var progress = new ConsoleProgress())
        {
            cohort.Make((done, found, total) =>
            {
                kept = found;
                progress.Show("simulate", done, total, "nights", found);
            }, cancellationToken);
        }

        Console.Out.WriteLine($"{cohort.ManifestPath}: {nights} nights, {kept} of them there before");
        return ExitCode.Done;
    }

    // Asked before the minutes of work, not after.
    private static void RequireFolder(string option, string path)
    {
        if (Directory.Exists(path)) throw new SleepVlmException($"{option} {path}: this is a folder; name a file{(option == "--out" ? ", or add --nights for a cohort" : "")}");
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))) throw new SleepVlmException($"{option} {path}: its folder does not exist; make it first");
    }
}
