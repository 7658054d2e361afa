using System.CommandLine;
using System.Globalization;
using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm simulate</c>: a recording whose stages and events are known.</summary>
public static class SimulateCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "The EDF+ file to write.", Required = true };
        var minutes = new Option<double>("--minutes") { Description = "Length, 1 to 1440 minutes.", DefaultValueFactory = _ => 480 };
        var seed = new Option<int>("--seed") { Description = "Another seed is another sleeper and another night.", DefaultValueFactory = _ => 1 };
        var rate = new Option<int>("--rate") { Description = "Samples per second, 100 to 512.", DefaultValueFactory = _ => 128 };
        var channels = new Option<string?>("--channels") { Description = "Some of F4,C4,O2,LOC,ROC,Chin. Default: all six." };
        var events = new Option<string?>("--events") { Description = "Also write all events to this CSV file." };
        var command = new Command("simulate",
            "Make up a night of polysomnography whose stages and events are known, as EDF+ with annotations.\n\n" +
            "The same seed and options give the same file. Recordings shorter than 240 minutes show a whole night's architecture in fast motion, " +
            "so that half an hour holds wake, N1, N2, N3 and R where possible.\n\n" +
            "Example: sleepvlm simulate --out night.edf --seed 7\n" +
            "         sleepvlm simulate --out short.edf --minutes 30 --channels C4,LOC,ROC --events short.csv")
        {
            output, minutes, seed, rate, channels, events,
        };
        command.SetAction((parse, token) =>
        {
            var settings = new SimulationSettings { Seed = parse.GetValue(seed), Minutes = parse.GetValue(minutes), SampleRateHz = parse.GetValue(rate) };
            var roles = Roles(parse.GetValue(channels));
            return Task.Run(() => Run(settings, roles, parse.GetValue(output)!, parse.GetValue(events), token), token);
        });
        return command;
    }

    /// <summary>Simulates and writes; returns the exit code.</summary>
    public static int Run(SimulationSettings settings, IReadOnlyList<ChannelRole> roles, string path, string? eventsPath, CancellationToken cancellationToken)
    {
        RequireFolder("--out", path);
        if (eventsPath is not null) RequireFolder("--events", eventsPath);
        using (var progress = new ConsoleProgress())
        {
            var night = NightSimulator.Simulate(settings, progress.Of("simulate"), cancellationToken).WithChannels(roles);
            // The short file first: where it cannot be written, there is no recording to clean up.
            if (eventsPath is not null) SimulatedNightFile.WriteEvents(eventsPath, night);
            SimulatedNightFile.WriteEdf(path, night, progress.Of("write"), cancellationToken);
            var stages = string.Join(", ", Enum.GetValues<SleepStage>().Select(stage =>
                string.Create(CultureInfo.InvariantCulture, $"{stage} {night.Epochs.Count(epoch => epoch.Stage == stage)}")));
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {night.Epochs.Count} epochs ({stages}), {night.Events.Count} events"));
        }
        return ExitCode.Done;
    }

    // Asked before the minutes of work, not after.
    private static void RequireFolder(string option, string path)
    {
        if (Directory.Exists(path)) throw new SleepVlmException($"{option} {path}: this is a folder; name a file");
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))) throw new SleepVlmException($"{option} {path}: its folder does not exist; make it first");
    }

    private static IReadOnlyList<ChannelRole> Roles(string? list)
    {
        if (list is null) return Enum.GetValues<ChannelRole>();
        return [.. list.Split(',', StringSplitOptions.TrimEntries).Select(name =>
            Enum.GetValues<ChannelRole>().Where(role => role.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)).Cast<ChannelRole?>().FirstOrDefault()
            ?? throw new SleepVlmException($"--channels: '{name}' is not a channel; name some of {string.Join(",", Enum.GetValues<ChannelRole>())}"))];
    }
}
