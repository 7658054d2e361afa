using System.Text.Json;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests.EndToEnd;

/// <summary>Every form in which a checkpoint comes, through the whole program: new keys in shards, old keys in bfloat16, packed 4-bit weights, an adapter on its base.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedTheory("data/nox-a1-clip/subject1.edf")]
    [InlineData("tiny_f32_new_keys_sharded")]
    [InlineData("tiny_bf16_old_keys")]
    [InlineData("tiny_w4a16_autoround")]
    [InlineData("tiny_lora_phase2")]
    public async Task Stage_TinyCheckpoint_StagesTheRealClip(string name)
    {
        var model = TinyCheckpoint.Complete(_folder, name);
        var output = _folder.File("out");
        var (exit, _, errors) = await SleepVlmProcess.RunAsync(
            "stage", SharedFolder.PathOf("data/nox-a1-clip/subject1.edf"), "--map", "Chin=1-2", "--model", model, "--out", output, "--formats", "jsonl");
        Assert.True(exit == ExitCode.Done, errors);
        var lines = File.ReadAllLines(Path.Combine(output, "subject1.staging.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal([1, 2, 3, 4], lines.Select(line => line.GetProperty("epoch").GetInt32()));
        foreach (var line in lines)
        {
            Assert.Contains(line.GetProperty("stage").GetString(), new[] { "W", "N1", "N2", "N3", "R" });
            Assert.NotEmpty(line.GetProperty("applicable_rules").EnumerateArray());
            Assert.Equal(1, line.GetProperty("hypnodensity").EnumerateObject().Sum(stage => stage.Value.GetDouble()), 1e-3);
            Assert.Equal(name, line.GetProperty("provenance").GetProperty("model").GetString());
        }

        Assert.Equal(ExitCode.Done, (await SleepVlmProcess.RunAsync("audit", "verify", Path.Combine(output, "subject1.ledger.sqlite"))).Exit);
    }

    [Fact]
    public async Task Stage_PromptInTheModelFolder_StandsInResultsAndLedger()
    {
        var model = TinyCheckpoint.Complete(_folder, "tiny_bf16_old_keys");
        var prompt = Path.Combine(model, "system_prompt.md");
        File.WriteAllText(prompt, "You score sleep.");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(prompt)));
        var output = _folder.File("out");
        var (exit, _, errors) = await SleepVlmProcess.RunAsync(
            "stage", Repository.Golden("render/synthetic-256hz/recording.edf"), "--model", model, "--out", output, "--formats", "jsonl", "--epochs", "1", "--rationale", "stage");
        Assert.True(exit == ExitCode.Done, errors);
        var provenance = JsonDocument.Parse(File.ReadAllLines(Path.Combine(output, "recording.staging.jsonl"))[0]).RootElement.GetProperty("provenance");
        Assert.Equal(("system_prompt.md", hash, "model_folder", 1.05), (
            provenance.GetProperty("prompt").GetString(), provenance.GetProperty("prompt_sha256").GetString(),
            provenance.GetProperty("prompt_origin").GetString(), provenance.GetProperty("repetition_penalty").GetDouble()));
        var (_, ledger, _) = await SleepVlmProcess.RunAsync("audit", "show", Path.Combine(output, "recording.ledger.sqlite"), "--json");
        var header = ledger.Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("body")).First(body => body.GetProperty("kind").GetString() == "run").GetProperty("header");
        var recorded = header.GetProperty("model");
        Assert.Equal((1024, "system_prompt.md", hash, "model_folder", 1.05), (
            header.GetProperty("max_tokens").GetInt32(), recorded.GetProperty("prompt").GetString(), recorded.GetProperty("prompt_sha256").GetString(),
            recorded.GetProperty("prompt_origin").GetString(), recorded.GetProperty("repetition_penalty").GetDouble()));
    }

    [Theory]
    [InlineData("tiny_f32_new_keys_sharded", "checkpoint", null)]
    [InlineData("tiny_w4a16_autoround", "checkpoint", "4 bits, groups of 32, 21 layers")]
    [InlineData("tiny_lora_phase2", "adapter", null)]
    public async Task Inspect_CompleteFolder_SaysThatItRuns(string name, string kind, string? quantisation)
    {
        var (exit, output, errors) = await SleepVlmProcess.RunAsync("model", "inspect", TinyCheckpoint.Complete(_folder, name), "--json", "--read");
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Empty(report.GetProperty("problems").EnumerateArray());
        Assert.True(exit == ExitCode.Done && report.GetProperty("runs_here").GetBoolean(), output + errors);
        Assert.Equal((kind, 572_992, quantisation), (
            report.GetProperty("kind").GetString(), report.GetProperty("architecture").GetProperty("parameters").GetInt64(),
            report.GetProperty("weights").GetProperty("quantisation").GetString()));
        Assert.True(report.GetProperty("prompt").GetProperty("tokens").GetInt32() > 3 * 128);
        Assert.True(report.GetProperty("needs").GetProperty("run_bytes").GetInt64() > report.GetProperty("needs").GetProperty("load_bytes").GetInt64());
        if (kind == "adapter") Assert.Equal((4, 2.0, 33), (Adapter("rank").GetInt32(), Adapter("scaling").GetDouble(), Adapter("layers").GetInt32()));

        JsonElement Adapter(string field) => report.GetProperty("adapter").GetProperty(field);
    }

    [Fact]
    public async Task Inspect_FolderWithSeveralFaults_NamesAllOfThem()
    {
        var model = TinyCheckpoint.Complete(_folder, "tiny_f32_new_keys_sharded");
        File.Delete(Path.Combine(model, "merges.txt"));
        var config = Path.Combine(model, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"intermediate_size\": 160", "\"intermediate_size\": 168", StringComparison.Ordinal));
        var (exit, output, _) = await SleepVlmProcess.RunAsync("model", "inspect", model, "--json");
        Assert.Equal(ExitCode.BadInput, exit);
        var problems = JsonDocument.Parse(output).RootElement.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()!).ToArray();
        // Gate, up and down of three layers, and the tokenizer.
        Assert.Equal(10, problems.Length);
        Assert.Contains(problems, problem => problem.Contains("layers.2.mlp.down_proj.weight, expected [96, 168] as config.json asks for, found [96, 160]", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("merges.txt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stage_TokenizerOfAnotherModel_IsRefused()
    {
        var model = TinyCheckpoint.Complete(_folder, "tiny_bf16_old_keys");
        foreach (var file in new[] { "vocab.json", "merges.txt", "tokenizer_config.json" }) File.Copy(Path.Combine(Repository.Root, "models", "nano", file), Path.Combine(model, file), overwrite: true);
        var (exit, _, errors) = await SleepVlmProcess.RunAsync(
            "stage", Repository.Golden("render/synthetic-256hz/recording.edf"), "--model", model, "--out", _folder.File("out"));
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("the tokenizer has 908 tokens, more than vocab_size 512; copy the tokenizer files of the model there", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_NoSuchFolder_SaysSo()
    {
        var (exit, _, errors) = await SleepVlmProcess.RunAsync("model", "inspect", "nowhere");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("--model nowhere: no such model", errors, StringComparison.Ordinal);
    }
}
