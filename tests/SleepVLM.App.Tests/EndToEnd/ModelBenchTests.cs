using System.Text.Json;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests.EndToEnd;

public class ModelBenchTests
{
    [Fact]
    public async Task BenchModel_SixEpochs_TellsTheTimeOfEveryPhase()
    {
        using var folder = new TemporaryFolder();
        var night = folder.File("night.edf");
        Assert.Equal(ExitCode.Done, (await SleepVlmProcess.RunAsync("simulate", "--out", night, "--minutes", "3")).Exit);
        var (exit, output, errors) = await SleepVlmProcess.RunAsync("bench", "model", night, "--context", "window", "--rationale", "stage", "--json");
        Assert.True(exit == ExitCode.Done, errors);
        using var told = JsonDocument.Parse(output);
        var phases = told.RootElement.EnumerateObject().First(item => item.Name.Equals("phases", StringComparison.OrdinalIgnoreCase)).Value.EnumerateArray()
            .Select(phase => phase.EnumerateObject().ToDictionary(item => item.Name.ToLowerInvariant(), item => item.Value)).ToDictionary(phase => phase["phase"].GetString()!, phase => phase["count"].GetInt32());
        Assert.Equal((6, 1, 6), (phases["draw"], phases["prefill"], phases["check"]));
        Assert.True(phases["see"] > 0 && phases["decode"] > 1, output);
    }

    [Fact]
    public async Task BenchModel_RandomWeights_TakesSizesFromAFolder()
    {
        var (exit, output, errors) = await SleepVlmProcess.RunAsync("bench", "model", "--config", Path.Combine(Repository.Root, "models", "nano"), "--random", "--layers", "1", "--epochs", "1-2", "--json");
        Assert.True(exit == ExitCode.Done, errors);
        Assert.Contains("random-nano", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name both", "--random")]
    [InlineData("name both", "--config", "3b")]
    [InlineData("from 1 to 36", "--config", "3b", "--random", "--layers", "40")]
    [InlineData("must be 3b", "--config", "5b", "--random")]
    public async Task BenchModel_RandomWeightsAskedWrongly_SaysWhatToDo(string expected, params string[] arguments)
    {
        var (exit, _, errors) = await SleepVlmProcess.RunAsync(["bench", "model", .. arguments]);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }
}
