using System.Text.Json;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Remote.Tests.Server;

namespace SleepVLM.Remote.Tests;

/// <summary>What a server tells about its model's training, which may be anything.</summary>
public sealed class TrainedPromptTests
{
    private static readonly PromptTemplate Nano = PromptTemplate.Load(Remotes.PromptFolder, "stage-epoch-small");

    [Fact]
    public void Read_WhatAServerOfOursTells_GivesThePromptWithItsForm()
    {
        var entry = """{"id":"nano","trained_for":{"prompt":"stage-epoch-small","prompt_sha256":"HASH","answer_keys":["sleep_stage","applicable_rules","reasoning_text"],"fenced":false}}""".Replace("HASH", Nano.Sha256, StringComparison.Ordinal);
        var prompt = TrainedPrompt.Read(JsonDocument.Parse(entry).RootElement)!.Load(Remotes.PromptFolder)!;
        Assert.Equal((Nano.Name, Nano.Sha256, Nano.Decoding), (prompt.Name, prompt.Sha256, prompt.Decoding));
        Assert.Equal(AnswerFormat.StageFirst.Keys, prompt.Answer!.Keys);
        Assert.True(prompt.Answer.NamesStageFirst && !prompt.Answer.Fenced);
    }

    [Theory]
    [InlineData("\"sleepvlm-wide\"", "sleepvlm-wide")]
    [InlineData("null", null)]
    public void Read_StyleOfThePictures_IsTaken(string told, string? style)
    {
        var entry = """{"trained_for":{"prompt":"a","prompt_sha256":"b","answer_keys":["sleep_stage","applicable_rules"],"fenced":false,"render_style":STYLE}}""".Replace("STYLE", told, StringComparison.Ordinal);
        Assert.Equal(style, TrainedPrompt.Read(JsonDocument.Parse(entry).RootElement)!.RenderStyle);
    }

    [Theory]
    [InlineData("""{"id":"x"}""")]
    [InlineData("""[]""")]
    [InlineData("""{"trained_for":5}""")]
    [InlineData("""{"trained_for":{"prompt":"a"}}""")]
    [InlineData("""{"trained_for":{"prompt":"a","prompt_sha256":"b","answer_keys":["city"],"fenced":false}}""")]
    [InlineData("""{"trained_for":{"prompt":"a","prompt_sha256":"b","answer_keys":[5],"fenced":false}}""")]
    [InlineData("""{"trained_for":{"prompt":"a","prompt_sha256":"b","answer_keys":["sleep_stage","applicable_rules"],"fenced":false,"render_style":5}}""")]
    [InlineData("""{"trained_for":{"prompt":null,"prompt_sha256":"b","answer_keys":["sleep_stage","applicable_rules"],"fenced":false}}""")]
    public void Read_AnythingElse_IsNothing(string entry) => Assert.Null(TrainedPrompt.Read(JsonDocument.Parse(entry).RootElement));

    [Theory]
    [InlineData("stage-epoch-small", "another version")]
    [InlineData("no-such-prompt", null)]
    [InlineData("../prompts/stage-epoch-small", null)]
    public void Load_AnotherVersionOrNoneOrAnotherFolder_IsNothing(string name, string? hash) =>
        Assert.Null(new TrainedPrompt(name, hash ?? Nano.Sha256, AnswerFormat.StageFirst).Load(Remotes.PromptFolder));

    [Fact]
    public async Task Of_ServersThatDoNotTellOrAreGone_IsNothing()
    {
        await using var engine = await FakeEngine.StartAsync();
        Assert.Null(await TrainedPrompt.OfAsync(RemoteAddress.ParseAll($"{engine.Address},http://127.0.0.1:1/v1"), Remotes.Quick(), CancellationToken.None));
        Assert.Empty(engine.Questions);
    }
}
