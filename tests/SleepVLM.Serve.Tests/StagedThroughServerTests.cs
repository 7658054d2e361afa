using System.Text.Json;
using SleepVLM.App;
using SleepVLM.App.Tests.EndToEnd;
using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;
using SleepVLM.Testing;

namespace SleepVLM.Serve.Tests;

/// <summary><c>sleepvlm stage --model http://...</c> with our own server behind it.</summary>
public sealed class StagedThroughServerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("night")]
    [InlineData("window")]
    public async Task Stage_ServedNano_DecidesAndExplainsAsNanoItself(string context)
    {
        SimulatedNightFile.WriteEdf(_folder.File("night.edf"), NightSimulator.Simulate(new SimulationSettings { Seed = 11, Minutes = 4, SampleRateHz = 128 }));
        await using var nano = await ServedNano.StartAsync();
        var local = await StageAsync("nano", context);
        var served = await StageAsync($"{nano.Server.Address}#nano", context);
        Assert.Equal(8, local.Length);
        Assert.Equal(local.Select(Said), served.Select(Said));
        foreach (var (own, other) in local.Zip(served))
        {
            foreach (var stage in Enum.GetNames<SleepStage>())
                Assert.Equal(own.GetProperty("hypnodensity").GetProperty(stage).GetDouble(), other.GetProperty("hypnodensity").GetProperty(stage).GetDouble(), 0.002);
            var provenance = other.GetProperty("provenance");
            Assert.Equal(("nano", "SleepVLM 0.1.0", "stage-epoch-small"), (provenance.GetProperty("model").GetString(), provenance.GetProperty("engine").GetString(), provenance.GetProperty("prompt").GetString()));
            Assert.Equal(own.GetProperty("provenance").GetProperty("image_sha256").GetString(), provenance.GetProperty("image_sha256").GetString());
        }
    }

    private static string Said(JsonElement line) =>
        $"{line.GetProperty("epoch")} {line.GetProperty("stage")} {line.GetProperty("applicable_rules").GetRawText()} {line.GetProperty("reasoning_text")} {line.GetProperty("truncated")}";

    private async Task<JsonElement[]> StageAsync(string model, string context)
    {
        var output = _folder.File(model[..4]);
        var (exit, _, errors) = await SleepVlmProcess.RunAsync("stage", _folder.File("night.edf"), "--out", output, "--formats", "jsonl", "--model", model, "--context", context);
        Assert.True(exit == ExitCode.Done, errors);
        return [.. File.ReadAllLines(Path.Combine(output, "night.staging.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
