using System.Collections.Concurrent;
using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Remote.Tests.Server;
using SleepVLM.Testing;

namespace SleepVLM.Remote.Tests;

/// <summary>What is asked and what is read, with servers that behave.</summary>
public sealed class RemoteModelTests
{
    [Fact]
    public async Task Answer_OneServer_AnswersEveryWindowInOrder()
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Together = 8 });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), engine);
        Remotes.AssertAnswersFit(await Remotes.AnswersAsync(model, 40), 40);
        Assert.Equal(40, engine.Answered);
        Assert.Equal(8, engine.MostAtATime);
    }

    [Fact]
    public async Task Ask_Question_HoldsThePublishedTurnAndTheDecodingSettings()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var model = await Remotes.ConnectAsync(Remotes.Quick() with { Seed = 42 }, engine);
        await Remotes.AnswersAsync(model, 1, new AnswerOptions(MaxTokens: 77));
        var request = Assert.Single(engine.Questions);
        Assert.Equal("SleepVLM-3B", request.GetProperty("model").GetString());
        Assert.Equal(0, request.GetProperty("temperature").GetDouble());
        Assert.Equal(42, request.GetProperty("seed").GetInt64());
        Assert.Equal(77, request.GetProperty("max_tokens").GetInt32());
        Assert.False(request.TryGetProperty("max_completion_tokens", out _));
        Assert.False(request.TryGetProperty("repetition_penalty", out _));
        var turns = request.GetProperty("messages").EnumerateArray().ToArray();
        Assert.Equal(["system", "user"], turns.Select(turn => turn.GetProperty("role").GetString()));
        Assert.Contains("N2.1", turns[0].GetProperty("content").GetString(), StringComparison.Ordinal);
        var parts = turns[1].GetProperty("content").EnumerateArray().Select(part => part.GetProperty("type").GetString() == "text"
            ? part.GetProperty("text").GetString()! : part.GetProperty("image_url").GetProperty("url").GetString()![..22]);
        Assert.Equal(
            ["Preceding epoch N\u20111: ", "data:image/png;base64,", "**Target epoch N**: ", "data:image/png;base64,", "Subsequent epoch N+1: ", "data:image/png;base64,"], parts);
    }

    [Fact]
    public async Task Ask_Schema_NamesKeysInOrderAndTheRules()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), engine);
        await Remotes.AnswersAsync(model, 1);
        await Remotes.AnswersAsync(model, 1, new AnswerOptions(RationaleDetail.Stage));
        var schemas = engine.Questions.Select(question => question.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetProperty("properties")).ToArray();
        Assert.Equal(["reasoning_text", "applicable_rules", "sleep_stage"], schemas[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(["applicable_rules", "sleep_stage"], schemas[1].EnumerateObject().Select(property => property.Name));
        Assert.Equal(15, schemas[0].GetProperty("applicable_rules").GetProperty("items").GetProperty("enum").GetArrayLength());
    }

    [Theory]
    [InlineData("vllm", "repetition_penalty")]
    [InlineData("sglang", "repetition_penalty")]
    [InlineData("llamacpp", "repeat_penalty")]
    [InlineData("library", null)]
    [InlineData("somebody", null)]
    public async Task Ask_PublishedPromptAsText_IsSentToTheLetterWithPublishedDecoding(string owner, string? penalty)
    {
        using var folder = new TemporaryFolder();
        var text = "Score {{$sleep}} by <message>.\n";
        File.WriteAllText(folder.File("fine.md"), text);
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Owner = owner });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), PromptTemplate.LoadFile(folder.File("fine.md"), Remotes.PromptFolder), engine);
        Assert.Equal("fine.md", model.Identity.Prompt);
        Assert.Equal(1024, model.Prompt.MaxTokens);
        var answer = Assert.Single(await Remotes.AnswersAsync(model, 1));
        Assert.StartsWith("```json", answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Hypnodensity);
        var request = Assert.Single(engine.Questions);
        Assert.Equal(text, request.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Equal(6, request.GetProperty("messages")[1].GetProperty("content").GetArrayLength());
        Assert.Equal(1e-6, request.GetProperty("temperature").GetDouble(), 1e-9);
        Assert.False(request.TryGetProperty("response_format", out _));
        foreach (var field in new[] { "repetition_penalty", "repeat_penalty" })
            Assert.Equal(field == penalty, request.TryGetProperty(field, out var value) && value.GetDouble() == 1.05);
    }

    [Theory]
    [InlineData("vllm", "0.11.0", "vLLM 0.11.0")]
    [InlineData("sglang", "0.5.3", "SGLang 0.5.3")]
    [InlineData("library", "0.12.6", "Ollama 0.12.6")]
    [InlineData("llamacpp", "b6700-abcdef", "llama.cpp b6700-abcdef")]
    [InlineData("somebody", "1", "Kestrel")]
    public async Task Identity_Engine_IsNamedWithItsVersion(string owner, string version, string engineName)
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Owner = owner, Version = version });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), engine);
        Assert.Equal(engineName, model.Identity.Engine);
        Assert.Equal("SleepVLM-3B", model.Identity.Name);
        Assert.Equal(64, model.Identity.Sha256.Length);
    }

    [Fact]
    public async Task Identity_ServersOfOneKind_IsThatOfOneAndChangesWithTheVersion()
    {
        await using var first = await FakeEngine.StartAsync();
        await using var second = await FakeEngine.StartAsync();
        await using var newer = await FakeEngine.StartAsync(new EngineOptions { Version = "0.12.0" });
        await using var one = await Remotes.ConnectAsync(Remotes.Quick(), first);
        await using var both = await Remotes.ConnectAsync(Remotes.Quick(), first, second);
        await using var mixed = await Remotes.ConnectAsync(Remotes.Quick(), first, newer);
        Assert.Equal(one.Identity, both.Identity);
        Assert.NotEqual(one.Identity.Sha256, mixed.Identity.Sha256);
        Assert.Equal("vLLM 0.11.0 + vLLM 0.12.0", mixed.Identity.Engine);
        var answers = await Remotes.AnswersAsync(mixed, 20);
        Assert.All(answers, answer => Assert.StartsWith("answered by vLLM 0.1", answer.Notes[0], StringComparison.Ordinal));
        Assert.DoesNotContain((await Remotes.AnswersAsync(both, 20)).SelectMany(answer => answer.Notes), note => note.StartsWith("answered by", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_Probabilities_GiveTheHypnodensityOfTheStageToken(bool inTwo)
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { SpellsStagesInTwo = inTwo });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), engine);
        foreach (var answer in await Remotes.AnswersAsync(model, 12))
        {
            Assert.True(AnswerParser.TryParse(answer.Text, out var parsed, out _));
            foreach (var stage in Enum.GetValues<SleepStage>())
                Assert.Equal(stage == parsed.Stage ? 0.6 : 0.1, answer.Hypnodensity!.Value[stage], 1e-4);
            // Where W or R was answered, what N would have become is not told apart when it takes a second token.
            string[] expected = inTwo && (parsed.Stage is SleepStage.W or SleepStage.R)
                ? ["30 % of the stage's probability could not be told apart and is spread evenly over N1, N2 and N3"] : [];
            Assert.Equal(expected, answer.Notes);
        }
    }

    [Fact]
    public async Task Answer_NoProbabilities_HasNoHypnodensity()
    {
        var notices = new ConcurrentQueue<string>();
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { GivesProbabilities = false });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(notices), engine);
        Assert.Null(Assert.Single(await Remotes.AnswersAsync(model, 1)).Hypnodensity);
        Assert.Contains(notices, notice => notice.Contains("no hypnodensity", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Kept", 1, true)]
    [InlineData("Ignored", 1, false)]
    [InlineData("Refused", 3, false)]
    public async Task Connect_StructuredOutput_IsTriedOnceAndUsedWhereItIsKept(string schema, int probes, bool used)
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Schema = Enum.Parse<SchemaSupport>(schema) });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), engine);
        var answers = await Remotes.AnswersAsync(model, 5);
        Remotes.AssertAnswersFit(answers, 5);
        Assert.All(answers, answer => Assert.NotNull(answer.Hypnodensity));
        Assert.Equal(probes, engine.Probes.Count);
        Assert.All(engine.Questions, question => Assert.Equal(used, question.TryGetProperty("response_format", out _)));
    }

    [Theory]
    [InlineData("Kept", true, true)]
    [InlineData("Ignored", true, false)]
    [InlineData("Kept", false, false)]
    public async Task DecidesFirst_PromptThatAsksForTheStageFirst_NeedsSchemaAndProbabilities(string schema, bool probabilities, bool decides)
    {
        using var folder = new TemporaryFolder();
        var ours = File.ReadAllText(Path.Combine(Remotes.PromptFolder, "stage-epoch-chat.yaml"));
        File.WriteAllText(folder.File("first.yaml"), ours.Replace("[reasoning_text, applicable_rules, sleep_stage]", "[sleep_stage, applicable_rules, reasoning_text]", StringComparison.Ordinal));
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Schema = Enum.Parse<SchemaSupport>(schema), GivesProbabilities = probabilities });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), PromptTemplate.LoadFile(folder.File("first.yaml"), Remotes.PromptFolder), engine);
        Assert.Equal(decides, model.DecidesFirst);
        if (!decides) return;
        var held = new List<WindowAnswer>();
        await foreach (var answer in model.AnswerAsync(Remotes.Windows(4).Select(window => window with { Decided = SleepStage.N3 }), new AnswerOptions(), CancellationToken.None)) held.Add(answer);
        Assert.All(held, answer => Assert.StartsWith("{\"sleep_stage\": \"N3\",", answer.Text, StringComparison.Ordinal));
        Assert.All(held, answer => Assert.Null(answer.Hypnodensity));
        var asked = engine.Questions.Last().GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetProperty("properties");
        Assert.Equal("[\"N3\"]", asked.GetProperty("sleep_stage").GetProperty("enum").GetRawText());
        Assert.All(asked.GetProperty("applicable_rules").GetProperty("items").GetProperty("enum").EnumerateArray(),
            rule => Assert.Contains(SleepStage.N3, Remotes.Rules.StagesOf(new RuleId(rule.GetString()!))));
    }

    [Fact]
    public async Task DecidesFirst_OurPrompt_AsksForReasonsFirst()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), engine);
        Assert.False(model.DecidesFirst);
    }

    [Fact]
    public async Task Answer_CutByTheLengthLimit_IsTruncated()
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Script = _ => Misbehaviour.LengthLimit });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), engine);
        var answer = Assert.Single(await Remotes.AnswersAsync(model, 1));
        Assert.True(answer.Truncated);
        Assert.Equal(42, answer.TokenCount);
        Assert.Null(answer.Hypnodensity);
    }

    [Fact]
    public async Task Answer_Nonsense_IsTheModelsAnswerAndIsNotAskedAgain()
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Script = _ => Misbehaviour.NonsenseAnswer });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), engine);
        Assert.Equal("I cannot tell.", Assert.Single(await Remotes.AnswersAsync(model, 1)).Text);
        Assert.Single(engine.Questions);
    }

    [Fact]
    public async Task Connect_Key_IsSentAndNeverShown()
    {
        const string key = "sk-secret-0815";
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { ApiKey = key });
        var refused = await Assert.ThrowsAsync<SleepVlmException>(() => Remotes.ConnectAsync(Remotes.Quick() with { ApiKey = "sk-wrong-4711" }, engine));
        Assert.Contains(RemoteSettings.ApiKeyVariable, refused.Message, StringComparison.Ordinal);
        Assert.Contains("(key)", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", refused.ToString(), StringComparison.Ordinal);
        await using var model = await Remotes.ConnectAsync(Remotes.Quick() with { ApiKey = key }, engine);
        Remotes.AssertAnswersFit(await Remotes.AnswersAsync(model, 3), 3);
        Assert.DoesNotContain(key, JsonSerializer.Serialize(model.Identity), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_NoKey_SendsNone()
    {
        await using var engine = await FakeEngine.StartAsync();
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), engine);
        await Remotes.AnswersAsync(model, 1);
        Assert.All(engine.Keys, key => Assert.Equal("", key));
    }
}
