using SleepVLM.Contracts;
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
        Assert.Equal(night.Events.Count + 1, File.ReadAllLines(events).Length);
    }

    [Theory]
    [InlineData("--minutes", "0")]
    [InlineData("--rate", "7")]
    [InlineData("--channels", "F4,Cz")]
    [InlineData("--seed", "one")]
    public async Task Simulate_WrongOption_WritesNothing(string option, string value)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.BadInput, await CommandLine.RunAsync(["simulate", "--out", folder.File("night.edf"), option, value]));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
