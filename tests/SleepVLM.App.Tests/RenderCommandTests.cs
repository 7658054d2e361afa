using System.Buffers.Binary;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests;

public class RenderCommandTests
{
    private static readonly string Recording = Repository.Golden("render/synthetic-256hz/recording.edf");

    [Fact]
    public async Task Render_WholeRecording_WritesThePublishedFileNames()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["render", Recording, "--out", folder.File("pictures")]));
        Assert.Equal(["0.png", "1.png", "2.png", "3.png", "4.png"], Names(folder.File("pictures")));
    }

    [Fact]
    public async Task Render_Evidence_DrawsLargerPictures()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["render", Recording, "--out", folder.Path, "--epochs", "2", "--evidence"]));
        var png = File.ReadAllBytes(folder.File("1.png"));
        Assert.Equal(1630, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.True(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)) > 600);
    }

    [Fact]
    public async Task Render_SomeEpochs_CountsThemFromOne()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["render", Recording, "--out", folder.Path, "--epochs", "2,4-5", "--mains", "60"]));
        Assert.Equal(["1.png", "3.png", "4.png"], Names(folder.Path));
    }

    [Theory]
    [InlineData("--epochs", "4-9")]
    [InlineData("--epochs", "0")]
    [InlineData("--mains", "55")]
    [InlineData("--map", "Chin=nowhere")]
    public async Task Render_WrongOption_WritesNothing(string option, string value)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.BadInput, await CommandLine.RunAsync(["render", Recording, "--out", folder.File("pictures"), option, value]));
        Assert.False(Directory.Exists(folder.File("pictures")));
    }

    [Fact]
    public async Task Render_RecordingCutInItsSecondEpoch_LeavesThatOut()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("cut.edf"), File.ReadAllBytes(Recording)[..(256 * 7 + 6 * 7680 * 2 + 90_000)]);
        Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["render", folder.File("cut.edf"), "--out", folder.File("pictures")]));
        Assert.Equal(["0.png"], Names(folder.File("pictures")));
    }

    [Fact]
    public async Task Render_OutIsAFile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("taken"), "");
        Assert.Equal(ExitCode.BadInput, await CommandLine.RunAsync(["render", Recording, "--out", folder.File("taken")]));
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
}
