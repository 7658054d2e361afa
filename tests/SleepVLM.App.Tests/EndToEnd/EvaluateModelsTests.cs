using System.Text.Json;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests.EndToEnd;

public sealed class EvaluateModelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }

    private static string Staged(string model, params string[] stages) => string.Concat(stages.Select((stage, i) =>
        $$$"""{"epoch":{{{i + 1}}},"stage":"{{{stage}}}","applicable_rules":["{{{stage}}}.1"],"provenance":{"model":"{{{model}}}"}}""" + "\n"));

    [Fact]
    public async Task Evaluate_SeveralPairs_ShowsModelsSideBySide()
    {
        var (r1, r2) = (Write("r1.txt", "W\nN2\nN2\nR\n"), Write("r2.txt", "W\nW\nN2\nR\n"));
        var (good1, good2) = (Write("g1.jsonl", Staged("good", "W", "N2", "N2", "R")), Write("g2.jsonl", Staged("good", "W", "W", "N2", "R")));
        var (poor1, poor2) = (Write("p1.jsonl", Staged("poor", "N2", "W", "N2", "R")), Write("p2.jsonl", Staged("poor", "W", "W", "R", "N2")));

        var (exit, output, errors) = await SleepVlmProcess.RunAsync("evaluate", good1, r1, good2, r2, poor1, r1, poor2, r2, "--out", _folder.File("out"));
        Assert.True(exit == ExitCode.Done, errors);
        Assert.Matches("good +2 +8 +1\\.000", output);
        // Kappa of poor: 2 of 4 agree where 6/16 are met by chance, twice.
        Assert.Matches("poor +2 +8 +0\\.200 +0\\.200 to 0\\.200 +0\\.200 +0\\.500", output);
        Assert.Matches("poor +good +-0\\.800", output);
        var root = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.File("out"), "evaluation.json"))).RootElement;
        Assert.Equal(8, root.GetProperty("models")[0].GetProperty("compared").GetInt32());
        Assert.Equal(1 + (2 * 3), File.ReadAllLines(Path.Combine(_folder.File("out"), "evaluation.csv")).Length);
        Assert.True(File.Exists(Path.Combine(_folder.File("out"), "plots", "confusion-poor.svg")));
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(_folder.File("out"), "evaluation.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_SimulatedNights_StagesOnceAndGivesTheSameAgain()
    {
        string[] command = ["evaluate", "--simulate", "3-4", "--minutes", "8", "--rate", "100", "--model", "rules", "--channels", "all,C4", "--json", "--out", _folder.File("out")];
        var (exit, output, errors) = await SleepVlmProcess.RunAsync(command);
        Assert.True(exit == ExitCode.Done, errors);
        var models = JsonDocument.Parse(output).RootElement.GetProperty("models");
        Assert.Equal(["all", "C4"], models.EnumerateArray().Select(model => model.GetProperty("channels").GetString()));
        Assert.All(models.EnumerateArray(), model =>
        {
            Assert.Equal((32, 2), (model.GetProperty("compared").GetInt32(), model.GetProperty("subjects").GetInt32()));
            Assert.InRange(model.GetProperty("rule_citations").GetProperty("iou").GetDouble(), 0.1, 1);
            Assert.True(model.GetProperty("answers").GetProperty("claims").GetProperty("supported").GetInt32() > 0);
            Assert.True(model.GetProperty("epochs_per_second").GetDouble() > 0);
        });
        var difference = Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("differences").EnumerateArray());
        Assert.Equal(("C4", "all"), (difference.GetProperty("channels").GetString(), difference.GetProperty("against_channels").GetString()));
        Assert.Equal(
            models[1].GetProperty("kappa").GetProperty("value").GetDouble() - models[0].GetProperty("kappa").GetProperty("value").GetDouble(),
            difference.GetProperty("kappa").GetProperty("value").GetDouble(), 9);
        // With one channel less is seen, so other things are said.
        Assert.NotEqual(models[0].GetProperty("answers").ToString(), models[1].GetProperty("answers").ToString());

        var ledger = Path.Combine(_folder.File("out"), "nights", "sim-3.C4", "rules", "sim-3.C4.ledger.sqlite");
        var before = File.GetLastWriteTimeUtc(ledger);
        var (_, again, _) = await SleepVlmProcess.RunAsync(command);
        Assert.Equal(output, again);
        Assert.Equal(before, File.GetLastWriteTimeUtc(ledger));
    }

    [Fact]
    public async Task Evaluate_ManifestWithABadLine_JudgesTheOthersAndSaysSo()
    {
        Assert.Equal(ExitCode.Done, (await SleepVlmProcess.RunAsync("simulate", "--out", _folder.File("a.edf"), "--minutes", "8", "--rate", "100")).Exit);
        var stages = HypnogramReader.Read(_folder.File("a.edf")).Epochs;
        Write("a.rules.csv", "epoch,stage,rules\n" + string.Concat(stages.Select(epoch => $"{epoch.Index.Number},{epoch.Stage},{epoch.Stage}.1\n")));
        var manifest = Write("cohort.csv", "recording,subject,split,rationales\na.edf,s1,test,a.rules.csv\nmissing.edf,s2,test,\n");
        var (exit, output, errors) = await SleepVlmProcess.RunAsync(
            "evaluate", "--manifest", manifest, "--split", "test", "--model", "rules", "--channels", "all,C4+O2", "--out", _folder.File("out"));
        Assert.True(exit == ExitCode.DoneInPart, errors);
        Assert.Matches("rules +all +1 +16 ", output);
        Assert.Matches("rules +C4\\+O2 +1 +16 ", output);
        Assert.Contains("missing.edf", output, StringComparison.Ordinal);
        var model = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.File("out"), "evaluation.json"))).RootElement.GetProperty("models")[0];
        Assert.Equal(16, model.GetProperty("rule_citations").GetProperty("epochs").GetInt32());
    }

    [Theory]
    [InlineData("give STAGING and REFERENCE")]
    [InlineData("go in pairs", "a.csv", "b.csv", "c.csv")]
    [InlineData("give STAGING and REFERENCE", "a.csv", "b.csv", "--simulate", "1")]
    [InlineData("no set of channels", "--simulate", "1", "--channels", "F3")]
    [InlineData("no such model", "--simulate", "1", "--model", "nobody", "--out", "sleepvlm-none")]
    [InlineData("cannot simulate", "--simulate", "1", "--minutes", "0")]
    public async Task Evaluate_Contradictory_SaysWhatToDo(string message, params string[] arguments)
    {
        var (exit, _, errors) = await SleepVlmProcess.RunAsync(["evaluate", .. arguments]);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(Path.GetTempPath(), "sleepvlm-none")));
    }

    public void Dispose() => _folder.Dispose();
}
