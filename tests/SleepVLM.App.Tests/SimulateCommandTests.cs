using SleepVLM.App.Tests.EndToEnd;
using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Simulation;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests;

public class SimulateCommandTests
{
    [Fact]
    public async Task Simulate_30Minutes_ReadsBackWithStagesAndEvents()
    {
        using var folder = new TemporaryFolder();
        var (path, events) = (folder.File("night.edf"), folder.File("night.csv"));
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["simulate", "--out", path, "--minutes", "30", "--seed", "3", "--channels", "F4,c4,Chin", "--events", events]));

        using var recording = Recording.Open(path);
        var montage = MontageResolver.Resolve(recording).Montage;
        Assert.Equal([ChannelRole.F4, ChannelRole.C4, ChannelRole.Chin], montage.Channels.Select(channel => channel.Role));

        var night = NightSimulator.Simulate(new SimulationSettings { Seed = 3, Minutes = 30 });
        var stages = recording.ReadAnnotations().Where(annotation => annotation.Text.StartsWith("Sleep stage ", StringComparison.Ordinal))
            .SelectMany(annotation => Enumerable.Repeat(annotation.Text["Sleep stage ".Length..], (int)(annotation.DurationSeconds!.Value / 30)));
        Assert.Equal(night.Epochs.Select(epoch => epoch.Stage.ToString()), stages);
        Assert.Equal(night.Events.Count + night.Artefacts.Count + 1, File.ReadAllLines(events).Length);
    }

    [Theory]
    [InlineData("--minutes", "0")]
    [InlineData("--rate", "7")]
    [InlineData("--channels", "F4,Cz")]
    [InlineData("--seed", "one")]
    [InlineData("--rate", "100.01")]
    [InlineData("--disorder", "narcolepsy")]
    [InlineData("--age", "7")]
    [InlineData("--montage", "10-20")]
    [InlineData("--artefacts", "ecg,dust")]
    [InlineData("--mains", "55")]
    [InlineData("--hypnogram", "no-such-file.csv")]
    [InlineData("--nights", "0")]
    public async Task Simulate_WrongOption_WritesNothing(string option, string value)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.BadInput, await CommandLine.RunAsync(["simulate", "--out", folder.File("night.edf"), option, value]));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("aasm", "C4", 256)]
    [InlineData("contralateral", null, 128)]
    [InlineData("bilateral", null, 102.4)]
    [InlineData("sleep-edf", null, 100)]
    [InlineData("sleep-edf", "Fpz-Cz", 100)]
    [InlineData("aasm", "LOC,ROC", 200)]
    public async Task Simulate_AnyMontage_CanBeLookedAtAndStaged(string montage, string? channels, double rate)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("night.edf");
        string[] only = channels is null ? [] : ["--channels", channels];
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(
            ["simulate", "--out", path, "--minutes", "6", "--montage", montage, "--rate", rate.ToString(System.Globalization.CultureInfo.InvariantCulture), "--disorder", "stroke", "--age", "70", .. only]));
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["info", path]));
        var (exit, _, errors) = await SleepVlmProcess.RunAsync("stage", path, "--model", "rules", "--out", folder.Path, "--formats", "jsonl");
        Assert.True(exit == ExitCode.Done, errors);
        Assert.Equal(12, File.ReadLines(folder.File("night.staging.jsonl")).Count(line => line.Contains("\"epoch\":", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Simulate_GivenHypnogram_FollowsIt()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("scored.csv"), ["epoch,stage", .. Enumerable.Range(1, 12).Select(epoch => $"{epoch},{(epoch < 5 ? "W" : epoch < 8 ? "N1" : "R")}")]);
        var path = folder.File("night.edf");
        Assert.Equal(ExitCode.BadInput, await CommandLine.RunAsync(["simulate", "--out", path, "--hypnogram", folder.File("scored.csv"), "--minutes", "5"]));
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["simulate", "--out", path, "--hypnogram", folder.File("scored.csv")]));
        Assert.Equal(HypnogramReader.Read(folder.File("scored.csv")).ToStages(), HypnogramReader.Read(path).ToStages());
    }

    [Fact]
    public async Task Simulate_Nights_MakesACohort()
    {
        using var folder = new TemporaryFolder();
        var cohort = folder.File("cohort");
        string[] arguments = ["simulate", "--out", cohort, "--nights", "2", "--minutes", "2", "--disorder", "mixed"];
        Assert.Equal(ExitCode.BadInput, await CommandLine.RunAsync([.. arguments, "--events", folder.File("events.csv")]));
        Assert.False(Directory.Exists(cohort));
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(arguments));
        Assert.Equal(["cohort.json", "manifest.csv", "night-00001.edf", "night-00001.events.csv", "night-00002.edf", "night-00002.events.csv", "subjects.csv"],
            Directory.GetFiles(cohort).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
