using System.ClientModel;
using System.Text;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.EpochImages.Png;
using SleepVLM.Engine.Simulation;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Testing;

namespace SleepVLM.Serve.Tests;

/// <summary>The OpenAI .NET client against the served model, with the pictures of a window.</summary>
public sealed class OpenAiClientTests : IClassFixture<OpenAiClientTests.Keyed>
{
    private static readonly Lazy<IReadOnlyList<byte[]>> Pictures = new(Draw);

    private readonly ServedNano _nano;
    private readonly ChatClient _chat;

    public OpenAiClientTests(Keyed keyed)
    {
        _nano = keyed.Nano;
        _chat = Client(Keyed.Key).GetChatClient("nano");
    }

    [Fact]
    public async Task GetModels_ServedModel_IsListed()
    {
        OpenAIModel model = Assert.Single((await Client(Keyed.Key).GetOpenAIModelClient().GetModelsAsync()).Value);
        Assert.Equal(("nano", "sleepvlm"), (model.Id, model.OwnedBy));
        await Assert.ThrowsAsync<ClientResultException>(() => Client("sk-of-somebody-else").GetOpenAIModelClient().GetModelsAsync());
    }

    [Fact]
    public async Task Complete_WindowByNanosForm_IsAStagingAnswerWithItsTokensCounted()
    {
        ChatCompletion answer = await _chat.CompleteChatAsync(Window(), new ChatCompletionOptions { ResponseFormat = ChatResponseFormat.CreateJsonObjectFormat(), MaxOutputTokenCount = 320, Temperature = 0 });
        Assert.True(AnswerParser.TryParse(answer.Content[0].Text, out var parsed, out var obstacle), obstacle);
        Assert.NotEmpty(parsed.ReasoningText);
        Assert.Equal(ChatMessageRole.Assistant, answer.Role);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        // Three pictures of 896 x 336 pixels are 24 tokens each.
        Assert.InRange(answer.Usage.InputTokenCount, 73, 250);
        Assert.InRange(answer.Usage.OutputTokenCount, 20, 320);
        Assert.Equal(answer.Usage.InputTokenCount + answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task Metrics_AfterAnAnswer_TellItsTimesAndTokens()
    {
        ChatCompletion answer = await _chat.CompleteChatAsync(Window(), new ChatCompletionOptions { MaxOutputTokenCount = 5 });
        var metrics = await _nano.Http.GetStringAsync("/metrics");
        Assert.Matches("(?m)^gen_ai_server_time_to_first_token_seconds_count\\{.*gen_ai_request_model=\"nano\".*\\} [1-9]", metrics);
        Assert.Matches("(?m)^gen_ai_server_request_duration_seconds_count\\{.*\\} [1-9]", metrics);
        Assert.Matches("(?m)^sleepvlm_serve_requests_total\\{.*http_response_status_code=\"200\".*\\} [1-9]", metrics);
        var written = double.Parse(System.Text.RegularExpressions.Regex.Match(metrics, "(?m)^sleepvlm_serve_tokens_total\\{.*gen_ai_token_type=\"output\".*\\} (\\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(written >= answer.Usage.OutputTokenCount);
    }

    [Fact]
    public async Task Stream_Window_ComesInPiecesAndIsTheWholeAnswer()
    {
        var options = new ChatCompletionOptions { MaxOutputTokenCount = 320, IncludeLogProbabilities = true, TopLogProbabilityCount = 4 };
        ChatCompletion whole = await _chat.CompleteChatAsync(Window(), options);
        var (text, pieces, tokens) = (new StringBuilder(), 0, new List<ChatTokenLogProbabilityDetails>());
        (ChatFinishReason? reason, ChatTokenUsage? usage) = (null, null);
        await foreach (var update in _chat.CompleteChatStreamingAsync(Window(), options))
        {
            foreach (var part in update.ContentUpdate) text.Append(part.Text);
            pieces += update.ContentUpdate.Count(part => part.Text.Length > 0);
            tokens.AddRange(update.ContentTokenLogProbabilities);
            reason ??= update.FinishReason;
            usage ??= update.Usage;
        }

        Assert.Equal(whole.Content[0].Text, text.ToString());
        Assert.True(AnswerParser.TryParse(text.ToString(), out _, out var obstacle), obstacle);
        Assert.InRange(pieces, 10, 320);
        Assert.Equal((whole.FinishReason, whole.Usage.OutputTokenCount), (reason, usage!.OutputTokenCount));
        Assert.Equal(usage.OutputTokenCount, tokens.Count);
        Assert.Equal(text.ToString(), Encoding.UTF8.GetString([.. tokens.SelectMany(token => token.Utf8Bytes!.Value.ToArray())]));
        Assert.Equal(whole.ContentTokenLogProbabilities.Select(token => token.Token), tokens.Select(token => token.Token));
        Assert.All(tokens, token =>
        {
            Assert.Equal(4, token.TopLogProbabilities.Count);
            Assert.InRange(token.LogProbability, -30, 0);
        });
    }

    [Fact]
    public async Task Complete_SchemaWithOneStage_ExplainsThatStage()
    {
        foreach (var stage in Enum.GetNames<SleepStage>())
        {
            var schema = """{"type":"object","properties":{"sleep_stage":{"type":"string","enum":["STAGE"]},"applicable_rules":{"type":"array","items":{"type":"string","enum":["W.1","N1.1","N2.1","N3.1","R.1"]}}},"required":["sleep_stage","applicable_rules"],"additionalProperties":false}""".Replace("STAGE", stage, StringComparison.Ordinal);
            ChatCompletion answer = await _chat.CompleteChatAsync(Window(), new ChatCompletionOptions { ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("stage", BinaryData.FromString(schema)) });
            Assert.Equal($"{{\"sleep_stage\": \"{stage}\", \"applicable_rules\": [\"{stage}.1\"]}}", answer.Content[0].Text);
        }
    }

    [Fact]
    public async Task Complete_StopAndLimit_EndTheAnswer()
    {
        ChatCompletion whole = await _chat.CompleteChatAsync(Window());
        ChatCompletion stopped = await _chat.CompleteChatAsync(Window(), new ChatCompletionOptions { StopSequences = { "\"applicable_rules\"" } });
        Assert.Equal(whole.Content[0].Text.Split("\"applicable_rules\"")[0], stopped.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, stopped.FinishReason);
        ChatCompletion cut = await _chat.CompleteChatAsync(Window(), new ChatCompletionOptions { MaxOutputTokenCount = 7 });
        Assert.StartsWith(cut.Content[0].Text, whole.Content[0].Text, StringComparison.Ordinal);
        Assert.Equal((ChatFinishReason.Length, 7), (cut.FinishReason, cut.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task Complete_PictureOfAnotherSize_IsBroughtToOneTheModelTakes()
    {
        ChatCompletion answer = await _chat.CompleteChatAsync(
            [ChatMessage.CreateUserMessage(ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(Convert.FromBase64String(ServedNano.Png(500, 100).Split(',')[1])), "image/png"))],
            new ChatCompletionOptions { MaxOutputTokenCount = 3 });
        // 448 x 112 pixels: 4 tokens, and the template around them.
        Assert.InRange(answer.Usage.InputTokenCount, 5, 45);
        Assert.InRange(answer.Usage.OutputTokenCount, 1, 3);
    }

    private OpenAIClient Client(string key) => new(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = _nano.Server.Address, RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) });

    private static ChatMessage[] Window()
    {
        var prompt = PromptTemplate.Load(Path.Combine(Repository.Root, "prompts"), "stage-epoch-small");
        var epoch = 0;
        return [.. StagePrompt.Render(prompt, "", RationaleDetail.Full).Select(turn => turn.Role == "system"
            ? (ChatMessage)ChatMessage.CreateSystemMessage(string.Concat(turn.Parts.OfType<TextPart>().Select(part => part.Text)))
            : ChatMessage.CreateUserMessage(turn.Parts.Select(part => part is TextPart text
                ? ChatMessageContentPart.CreateTextPart(text.Text)
                : ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(Pictures.Value[epoch++]), "image/png"))))];
    }

    // As nano sees them.
    private static IReadOnlyList<byte[]> Draw()
    {
        var night = SignalChain.Prepare(NightSimulator.Simulate(new SimulationSettings { Seed = 11, Minutes = 4, SampleRateHz = 128 }), RenderStyle.Named(RenderStyle.Wide));
        var renderer = new EpochImageRenderer(night.Style);
        return [.. Enumerable.Range(2, 3).Select(index => PngWriter.Encode(renderer.Render(night, new EpochIndex(index))))];
    }

    /// <summary>A server with a key.</summary>
    public sealed class Keyed : IAsyncLifetime
    {
        internal const string Key = "sk-0815-very-secret";

        internal ServedNano Nano { get; private set; } = null!;

        public async Task InitializeAsync() => Nano = await ServedNano.StartAsync(new ServeSettings { ApiKey = Key });

        public async Task DisposeAsync() => await Nano.DisposeAsync();
    }
}
