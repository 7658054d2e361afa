using SleepVLM.Engine.Recordings;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests;

public class DetectCommandTests
{
    private static readonly string Source = Repository.Golden("render/synthetic-256hz/recording.edf");

    [Fact]
    public async Task Detect_Csv_WritesATableOfTheKindsAskedFor()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["simulate", "--out", folder.File("night.edf"), "--minutes", "20"]));
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["detect", folder.File("night.edf"), "--out", folder.File("events.csv"), "--events", "spindle,slowwave"]));
        var lines = File.ReadAllLines(folder.File("events.csv"));
        Assert.StartsWith("onset_s,", lines[0]);
        Assert.True(lines.Length > 10);
        Assert.All(lines[1..], line => Assert.True(line.Split(',')[3] is "spindle" or "slowwave", line));
    }

    [Fact]
    public async Task Detect_Edf_WritesAnnotations()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["detect", Source, "--out", folder.File("events.edf")]));
        using var annotations = Recording.Open(folder.File("events.edf"));
        Assert.Empty(annotations.Signals);
    }

    [Theory]
    [InlineData("events.txt", "spindle")]
    [InlineData("nowhere/events.csv", "spindle")]
    [InlineData("events.csv", "spindel")]
    public async Task Detect_WrongOption_WritesNothing(string output, string events)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.BadInput, await CommandLine.RunAsync(["detect", Source, "--out", folder.File(output), "--events", events]));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("--nights", "0")]
    [InlineData("--level", "loud")]
    [InlineData("--minutes", "0")]
    public async Task BenchDetectors_WrongOption_IsRefused(string option, string value) =>
        Assert.Equal(ExitCode.BadInput, await CommandLine.RunAsync(["bench", "detectors", "--nights", "1", option, value]));
}
