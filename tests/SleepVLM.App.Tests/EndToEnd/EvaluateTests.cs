using System.Text.Json;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests.EndToEnd;

public sealed class EvaluateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }

    [Fact]
    public async Task Evaluate_AsJson_HoldsTheFigures()
    {
        var staging = Write("s.csv", "epoch,stage\n1,W\n2,N1\n3,N2\n4,\n");
        var reference = Write("r.txt", "W\nN1\nN2\nN2\n");
        var (exit, output, errors) = await SleepVlmProcess.RunAsync("evaluate", staging, reference, "--json");
        Assert.True(exit == ExitCode.Done, errors);
        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0.75, root.GetProperty("accuracy").GetDouble());
        Assert.Equal(1, root.GetProperty("staging_unscored").GetInt32());
        Assert.Equal((0.75 - 0.25) / 0.75, root.GetProperty("kappa").GetDouble(), 9);
        Assert.Equal([0, 0, 1, 0, 0, 1], root.GetProperty("confusion").GetProperty("counts")[2].EnumerateArray().Select(c => c.GetInt32()));
        Assert.Equal(1.5, root.GetProperty("statistics").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "TST").GetProperty("reference").GetDouble());
    }

    [Fact]
    public async Task Evaluate_AsTable_ShowsKappaAndConfusion()
    {
        var file = Write("r.txt", "W\nN1\nN2\nN2\n");
        var (_, output, _) = await SleepVlmProcess.RunAsync("evaluate", file, file);
        Assert.Matches("Cohen's kappa +1\\.000", output);
        Assert.Contains("Confusion", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_NightsWithoutACommonEpoch_SaysSo()
    {
        var (exit, _, errors) = await SleepVlmProcess.RunAsync("evaluate", Write("a.csv", "epoch,stage\n7,W\n"), Write("b.txt", "W\n"));
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("share no scored epoch", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
