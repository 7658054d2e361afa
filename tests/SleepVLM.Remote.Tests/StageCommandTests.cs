using System.Text;
using System.Text.Json;
using SleepVLM.App;
using SleepVLM.App.Tests.EndToEnd;
using SleepVLM.Remote.Tests.Server;
using SleepVLM.Testing;

namespace SleepVLM.Remote.Tests;

/// <summary><c>sleepvlm stage --model http://...</c>, from the command line to the files.</summary>
public sealed class StageCommandTests : IDisposable
{
    private const string Key = "sk-very-secret-0815";
    private static readonly string Recording = Repository.Golden("render/synthetic-256hz/recording.edf");
    private readonly TemporaryFolder _folder = new();

    public StageCommandTests() => Environment.SetEnvironmentVariable(RemoteSettings.ApiKeyVariable, Key);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(RemoteSettings.ApiKeyVariable, null);
        _folder.Dispose();
    }

    [Fact]
    public async Task Stage_TwoServers_WritesStagesWithTheEngineAndNoKey()
    {
        await using var first = await FakeEngine.StartAsync(new EngineOptions { ApiKey = Key });
        await using var second = await FakeEngine.StartAsync(new EngineOptions { ApiKey = Key });
        var (exit, output, errors) = await StageAsync("--model", $"{first.Address},{second.Address}#SleepVLM-3B");
        Assert.True(exit == ExitCode.Done, errors);
        Assert.Contains("model    SleepVLM-3B on vLLM 0.11.0", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, output + errors, StringComparison.Ordinal);
        var lines = File.ReadAllLines(_folder.File("recording.staging.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal([1, 2, 3, 4, 5], lines.Select(line => line.GetProperty("epoch").GetInt32()));
        foreach (var line in lines)
        {
            var provenance = line.GetProperty("provenance");
            Assert.Equal(EngineAnswer.StageOf(provenance.GetProperty("image_sha256").GetString()!), line.GetProperty("stage").GetString());
            Assert.Equal("SleepVLM-3B", provenance.GetProperty("model").GetString());
            Assert.Equal("vLLM 0.11.0", provenance.GetProperty("engine").GetString());
            Assert.Equal("stage-epoch-chat", provenance.GetProperty("prompt").GetString());
            Assert.Equal(JsonValueKind.Object, line.GetProperty("hypnodensity").ValueKind);
        }

        foreach (var file in Directory.GetFiles(_folder.Path)) Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Key)) < 0, file);
    }

    [Fact]
    public async Task Stage_PromptThatAsksForTheStageFirst_WeighsTheNightAndHasItsStagesExplained()
    {
        var ours = File.ReadAllText(Path.Combine(Remotes.PromptFolder, "stage-epoch-chat.yaml"));
        File.WriteAllText(_folder.File("first.yaml"), ours.Replace("[reasoning_text, applicable_rules, sleep_stage]", "[sleep_stage, applicable_rules, reasoning_text]", StringComparison.Ordinal));
        await using var engine = await FakeEngine.StartAsync();
        var (exit, _, errors) = await StageAsync("--model", engine.Address, "--prompt", _folder.File("first.yaml"));
        Assert.True(exit == ExitCode.Done, errors);
        Assert.Equal(10, engine.Questions.Count);
        foreach (var line in File.ReadAllLines(_folder.File("recording.staging.jsonl")).Select(line => JsonDocument.Parse(line).RootElement))
        {
            var density = line.GetProperty("hypnodensity").EnumerateObject().ToDictionary(stage => stage.Name, stage => stage.Value.GetDouble());
            Assert.Equal(density.MaxBy(stage => stage.Value).Key, line.GetProperty("stage").GetString());
            Assert.StartsWith("picture ", line.GetProperty("reasoning_text").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Stage_Interrupted_EndsAtOnceAndTheSameCommandGoesOn()
    {
        StagedNights.Write(_folder.File("night.edf"), 60);
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Script = number => number < 30 ? Misbehaviour.None : Misbehaviour.Hang });
        string[] command = ["stage", _folder.File("night.edf"), "--out", _folder.Path, "--formats", "jsonl", "--model", engine.Address, "--concurrency", "4"];
        using (var first = SleepVlmProcess.Start(command))
        {
            for (var wait = 0; wait < 6000 && engine.Questions.Count < 34; wait++) await Task.Delay(10);
            first.Interrupt();
            var (exit, _, errors) = await first.EndAsync(TimeSpan.FromSeconds(10));
            Assert.True(exit == ExitCode.DoneInPart, errors);
            Assert.Matches("stopped; 2[0-9] epochs are kept in .*; run the same command again to go on", errors);
        }

        engine.Options = engine.Options with { Script = _ => Misbehaviour.None };
        var (done, _, progress) = await SleepVlmProcess.RunAsync(command);
        Assert.True(done == ExitCode.Done, progress);
        Assert.Matches("resumed +2[0-9] of 60 epochs", progress);
        StagedNights.AssertLedgerHolds(_folder.File("night.ledger.sqlite"), 60);
    }

    [Theory]
    [InlineData("--model: no server answers: http://127.0.0.1:1/v1: ", "--model", "http://127.0.0.1:1/v1")]
    [InlineData("the rule stager takes no prompt", "--model", "rules", "--prompt", "any.txt")]
    [InlineData("any.txt: there is no such prompt", "--model", "{address}", "--prompt", "any.txt")]
    [InlineData("use --context window", "--model", "{address}", "--context", "night")]
    [InlineData("--concurrency 0: must lie between 1 and 1024", "--model", "{address}", "--concurrency", "0")]
    [InlineData("--timeout 0: must lie between", "--model", "{address}", "--timeout", "0")]
    public async Task Stage_WhatCannotWork_IsSaidInOneSentenceAndExitsWithTwo(string sentence, params string[] arguments)
    {
        await using var engine = await FakeEngine.StartAsync();
        var (exit, _, errors) = await StageAsync([.. arguments.Select(argument => argument.Replace("{address}", engine.Address, StringComparison.Ordinal))]);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Empty(engine.Questions);
    }

    private Task<(int Exit, string Output, string Errors)> StageAsync(params string[] arguments) =>
        SleepVlmProcess.RunAsync(["stage", Recording, "--out", _folder.Path, "--formats", "jsonl", .. arguments]);
}
