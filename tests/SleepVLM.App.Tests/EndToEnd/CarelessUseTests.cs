using SleepVLM.Testing;

namespace SleepVLM.App.Tests.EndToEnd;

/// <summary>Slips of the keyboard and of the file manager: one sentence, exit 2, nothing left behind.</summary>
public sealed class CarelessUseTests : IDisposable
{
    private static readonly string Recording = Repository.Golden("render/synthetic-256hz/recording.edf");
    private readonly TemporaryFolder _folder = new();

    public CarelessUseTests()
    {
        File.WriteAllBytes(_folder.File("picture.edf"), [0x89, .. "PNG\r\n\x1a\n"u8, .. new byte[3000]]);
        File.WriteAllText(_folder.File("empty.edf"), "");
        File.WriteAllText(_folder.File("zero.ledger.sqlite"), "");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("is no EDF or BDF recording", "stage {folder}/picture.edf --out {folder}/out --model rules")]
    [InlineData("is no EDF or BDF recording", "stage {folder}/empty.edf --out {folder}/out --model rules")]
    [InlineData("is a folder; name an EDF or BDF file", "stage {folder} --out {folder}/out --model rules")]
    [InlineData("has no such signal", "stage {recording} --out {folder}/out --model rules --map Chin=Nowhere")]
    [InlineData("is no folder but a file", "stage {recording} --out {folder}/empty.edf --model rules")]
    [InlineData("is no folder that can be made", "stage {recording} --out /proc/nowhere --model rules")]
    [InlineData("is no folder but a file", "demo --out {folder}/empty.edf")]
    [InlineData("its folder does not exist", "simulate --out {folder}/no/where.edf")]
    [InlineData("this is a folder; name a file", "simulate --out {folder}")]
    [InlineData("check the path", "train sft --simulate --out {folder}/empty.edf")]
    [InlineData("--without snoring: nothing of that name can be left out", "train sft --simulate --without overlap,snoring --out {folder}/new")]
    [InlineData("--without neighbours: nothing of that name can be left out", "train wpt --simulate --without neighbours --out {folder}/new")]
    [InlineData("this is not a ledger", "audit show {folder}/zero.ledger.sqlite")]
    public async Task Run_BadInput_SaysItInOneSentenceAndLeavesNothing(string message, string line)
    {
        var before = Directory.GetFileSystemEntries(_folder.Path);
        var (exit, _, errors) = await SleepVlmProcess.RunAsync(
            [.. line.Split(' ').Select(part => part.Replace("{folder}", _folder.Path, StringComparison.Ordinal).Replace("{recording}", Recording, StringComparison.Ordinal))]);
        Assert.Equal(ExitCode.BadInput, exit);
        var sentence = Assert.Single(errors.Split('\n'), text => text.StartsWith("sleepvlm: ", StringComparison.Ordinal));
        Assert.Contains(message, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Stage_InterruptedBeforeTheFirstEpoch_SaysSoAndLeavesNoFolder()
    {
        var night = _folder.File("night.edf");
        Assert.Equal(ExitCode.Done, (await SleepVlmProcess.RunAsync("simulate", "--out", night, "--minutes", "240")).Exit);
        using var process = SleepVlmProcess.Start("stage", night, "--model", "rules", "--out", _folder.File("out"));
        for (var wait = 0; wait < 3000 && !Directory.Exists(_folder.File("out")); wait++) await Task.Delay(5);
        process.Interrupt();
        var (exit, _, errors) = await process.EndAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(ExitCode.DoneInPart, exit);
        Assert.Contains("stopped before the first epoch was staged", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("out")));
    }
}
