using System.Text.Json;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests.EndToEnd;

public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_SimulatedNight_FindsTheFaultsThatWereWrittenIn()
    {
        var night = _folder.File("night.edf");
        Assert.Equal(ExitCode.Done, (await SleepVlmProcess.RunAsync("simulate", "--out", night, "--minutes", "20", "--seed", "3")).Exit);
        Assert.Equal(ExitCode.Done, (await SleepVlmProcess.RunAsync("stage", night, "--model", "rules", "--out", _folder.File("out"), "--formats", "jsonl,csv")).Exit);
        var staging = _folder.File("out/night.staging.jsonl");
        var lines = File.ReadAllLines(staging);

        var (exit, output, errors) = await SleepVlmProcess.RunAsync("check", night, staging, "--out", _folder.File("checked"));
        Assert.True(exit == ExitCode.Done, errors);
        Assert.Contains("Epochs", output, StringComparison.Ordinal);
        Assert.Contains("Look at these first", output, StringComparison.Ordinal);
        var before = Verdicts(_folder.File("checked/night.check.staging.jsonl"));
        Assert.Equal(lines.Length, before.Count);
        Assert.True(before.Count(verdict => verdict == "contradicted") <= before.Count / 10, "right rationales are contradicted");
        Assert.True(File.Exists(_folder.File("checked/night.check.report.html")));

        // An epoch that sleeps deeply by rule, in a text that denies it, with a channel that nobody recorded.
        lines[4] = """{"epoch":5,"stage":"N3","reasoning_text":"No slow waves are seen. A spindle of 7 Hz stands out at 41 s in T3-M2.","applicable_rules":["N3.1"]}""";
        var faulty = _folder.File("faulty.jsonl");
        File.WriteAllLines(faulty, lines);
        (exit, output, errors) = await SleepVlmProcess.RunAsync("check", night, faulty, "--out", _folder.File("faults"), "--formats", "jsonl", "--top", "1");
        Assert.True(exit == ExitCode.Done, errors);
        Assert.Equal("contradicted", Verdicts(_folder.File("faults/night.check.staging.jsonl"))[4]);
        using var fifth = JsonDocument.Parse(File.ReadAllLines(_folder.File("faults/night.check.staging.jsonl"))[4]);
        var strong = fifth.RootElement.GetProperty("rule_check").GetProperty("findings").EnumerateArray()
            .Where(finding => finding.GetProperty("verdict").GetString() == "contradicted" && finding.GetProperty("strength").GetString() == "strong")
            .Select(finding => finding.GetProperty("check").GetString()).ToHashSet();
        Assert.Superset(new HashSet<string?> { "stage-text", "physiology", "stated-times", "named-channels" }, strong);
        Assert.Matches("Look at these first[^\n]*\n[^\n]*\n *5 +N3", output);
    }

    [Fact]
    public async Task Check_EpochWithoutStage_IsDoneInPart()
    {
        var (exit, output, errors) = await SleepVlmProcess.RunAsync("check", Recording, Write("epoch,stage,text\n1,N2,A spindle at 4 s.\n2,?,Nothing.\n"));
        Assert.True(exit == ExitCode.DoneInPart, errors);
        Assert.Contains("1 of 2 epochs could not be checked", errors, StringComparison.Ordinal);
        Assert.Contains("Epochs", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("epoch,stage,text\n1,N2,x\n2,N9,x\n", "line 3: 'N9' is no sleep stage")]
    [InlineData("epoch,stage,text\n1,N2,x\n4000,N2,x\n", "line 3: epoch 4000 lies beyond the recording")]
    [InlineData("{\"epoch\":1,\"stage\":\"N2\"}\nnonsense\n", "line 2: this is no JSON")]
    [InlineData("stage\nN2\n", "it needs epoch, stage, and text or rules")]
    public async Task Check_BrokenInput_IsOneSentence(string text, string message)
    {
        var (exit, _, errors) = await SleepVlmProcess.RunAsync("check", Recording, Write(text), "--out", _folder.File("none"));
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains(message, Assert.Single(errors.Split('\n'), line => line.StartsWith("sleepvlm: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("none")));
    }

    private static string Recording => Repository.Golden("render/synthetic-256hz/recording.edf");

    private static List<string?> Verdicts(string path) =>
        [.. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("rule_check").GetProperty("verdict").GetString())];

    private string Write(string text)
    {
        File.WriteAllText(_folder.File("given"), text);
        return _folder.File("given");
    }
}
