using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Chat;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Tests.Generation;
using TorchSharp;

namespace SleepVLM.Torch.Tests.Chat;

/// <summary>Random weights: what is said is nonsense, but it must be the same nonsense however many talk to the model.</summary>
public sealed class ChatModelTests
{
    private static readonly AnswerShape Shape = new(
        ["sleep_stage", "applicable_rules", "reasoning_text"], Fenced: false,
        Enum.GetValues<SleepStage>().ToDictionary(stage => stage, stage => (IReadOnlyList<string>)[.. TinyModelFolder.Setting.Rules.Ids.Where(id => TinyModelFolder.Setting.Rules.StagesOf(id).Contains(stage)).Select(id => id.Value)]));

    [Fact]
    public async Task Answer_WindowsAskedTogether_SaysWhatStagingSays()
    {
        using var folder = new TinyModelFolder();
        var windows = Enumerable.Range(1, 6).Select(i => new WindowQuestion(Picture(i - 1), Picture(i), Picture(i + 1))).ToArray();
        var staged = new List<WindowAnswer>();
        await using (var model = await VisionLanguageModel.LoadAsync(folder.Path, TinyModelFolder.Setting))
            await foreach (var answer in model.AnswerAsync(windows, new AnswerOptions(MaxTokens: 90, BatchSize: 6), CancellationToken.None)) staged.Add(answer);
        await using var chat = await ChatModel.LoadAsync(folder.Path, TinyModelFolder.Setting, new ChatLimits { MostTogether = 4 });
        var told = await Task.WhenAll(windows.Select(window => AskAsync(chat, Question(window, new ChatDecoding(90) { Shape = Shape }))));
        Assert.Equal(staged.Select(answer => (answer.Text, answer.TokenCount, answer.Truncated)), told.Select(answer => (answer.Text, answer.End.AnswerTokens, answer.End.Truncated)));
        foreach (var (own, other) in staged.Zip(told))
            foreach (var stage in Enum.GetValues<SleepStage>()) Assert.Equal(own.Hypnodensity!.Value[stage], other.End.Hypnodensity!.Value[stage], 1e-4);
        // Eight different pictures are shown by six windows.
        Assert.Equal(8, chat.EncodedPictures);
    }

    [Fact]
    public async Task Answer_QuestionsOfManyKindsComeAndGo_EachIsAnsweredAsIfAlone()
    {
        using var folder = new TinyModelFolder();
        await using var chat = await ChatModel.LoadAsync(folder.Path, TinyModelFolder.Setting, new ChatLimits { MostTogether = 5, MostTokensTogether = 2048, KeptBytes = 20_000 });
        var random = new Random(5);
        ChatQuestion[] questions = [.. Enumerable.Range(0, 24).Select(i => (i % 4) switch
        {
            0 => Question(new WindowQuestion(Picture(i), Picture(i + 1), Picture(i + 2)), new ChatDecoding(40 + i) { Shape = Shape, Decided = i % 8 == 0 ? SleepStage.N2 : null }),
            1 => new ChatQuestion([new PromptMessage("user", [new TextPart(new string('a', 5 * i)), new ImagePart("1")])], [Picture(i, 224, 112)], new ChatDecoding(30)),
            2 => new ChatQuestion([new PromptMessage("user", [new TextPart($"Spindle of {i} Hz")])], [], new ChatDecoding(20 + (3 * i)) { RepetitionPenalty = 1.3f }),
            _ => new ChatQuestion([new PromptMessage("system", [new TextPart("N3")]), new PromptMessage("user", [new TextPart($"{i} s")])], [], new ChatDecoding(60) { Alternatives = 3 }),
        })];
        var alone = new List<(string Text, ChatEnd End, List<ChatToken> Tokens)>();
        foreach (var question in questions) alone.Add(await AskAsync(chat, question));
        var together = await Task.WhenAll(questions.Select(async question =>
        {
            await Task.Delay(random.Next(30));
            return await AskAsync(chat, question);
        }));
        for (var i = 0; i < questions.Length; i++)
        {
            Assert.Equal(alone[i].Text, together[i].Text);
            Assert.Equal(alone[i].End.AnswerTokens, together[i].End.AnswerTokens);
            Assert.True(together[i].End.AnswerTokens <= questions[i].Decoding.MaxTokens);
            Assert.Equal(i % 4 == 3 ? together[i].End.AnswerTokens : 0, together[i].Tokens.Count);
            // The likeliest token is taken, so it leads the alternatives.
            Assert.All(together[i].Tokens, token => Assert.Equal((token.LogProbability, 3), (token.Alternatives[0].LogProbability, token.Alternatives.Count)));
        }

        Assert.Contains(together, answer => answer.Text.StartsWith("{\"sleep_stage\": \"N2\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_RepetitionPenalty_CountsWhereTheStageIsDecidedToo()
    {
        using var folder = new TinyModelFolder();
        await using var chat = await ChatModel.LoadAsync(folder.Path, TinyModelFolder.Setting, new ChatLimits());
        var window = new WindowQuestion(Picture(1), Picture(2), Picture(3));
        var (plain, penalised) = (new ChatDecoding(90) { Shape = Shape }, new ChatDecoding(90) { Shape = Shape, RepetitionPenalty = 1.5f });
        Assert.NotEqual((await AskAsync(chat, Question(window, plain))).End.Hypnodensity, (await AskAsync(chat, Question(window, penalised))).End.Hypnodensity);
    }

    [Fact]
    public async Task Answer_Stop_EndsBeforeIt()
    {
        using var folder = new TinyModelFolder();
        await using var chat = await ChatModel.LoadAsync(folder.Path, TinyModelFolder.Setting, new ChatLimits());
        var question = new ChatQuestion([new PromptMessage("user", [new TextPart("C4-M1")])], [], new ChatDecoding(40));
        var free = await AskAsync(chat, question);
        var stop = free.Text[(free.Text.Length / 2)..][..2];
        var cut = await AskAsync(chat, question with { Decoding = question.Decoding with { Stop = [stop] } });
        Assert.Equal(free.Text[..free.Text.IndexOf(stop, StringComparison.Ordinal)], cut.Text);
        Assert.False(cut.End.Truncated);
        Assert.True(free.End.Truncated);
    }

    [Fact]
    public async Task Answer_Cancelled_MakesRoomAndOthersGoOn()
    {
        using var folder = new TinyModelFolder();
        await using var chat = await ChatModel.LoadAsync(folder.Path, TinyModelFolder.Setting, new ChatLimits { MostTogether = 1 });
        using var stop = new CancellationTokenSource();
        var endless = chat.Prepare(new ChatQuestion([new PromptMessage("user", [new TextPart("a")])], [], new ChatDecoding(100_000)));
        var first = Task.Run(async () =>
        {
            await foreach (var _ in chat.AnswerAsync(endless, stop.Token)) { }
        });
        while (chat.Answering == 0) await Task.Delay(5);
        var second = AskAsync(chat, new ChatQuestion([new PromptMessage("user", [new TextPart("b")])], [], new ChatDecoding(5)));
        await Task.Delay(100);
        Assert.Equal((1, false), (chat.Waiting, second.IsCompleted));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(5, (await second.WaitAsync(TimeSpan.FromSeconds(20))).End.AnswerTokens);
    }

    [Fact]
    public async Task Answer_ManyQuestions_LiveTensorsStayFlat()
    {
        using var folder = new TinyModelFolder();
        await using var chat = await ChatModel.LoadAsync(folder.Path, TinyModelFolder.Setting, new ChatLimits { MostTogether = 4, KeptBytes = 0 });
        await RoundAsync(4);
        var before = LiveTensors();
        await RoundAsync(40);
        Assert.Equal(before, LiveTensors());

        Task RoundAsync(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(i =>
            AskAsync(chat, Question(new WindowQuestion(Picture(i), Picture(i + 1), Picture(i + 2)), new ChatDecoding(12)))));
    }

    [Fact]
    public async Task Dispose_WhileAnswering_EndsAnswersAndRefusesQuestions()
    {
        using var folder = new TinyModelFolder();
        var chat = await ChatModel.LoadAsync(folder.Path, TinyModelFolder.Setting, new ChatLimits { MostTogether = 1 });
        var running = Enumerable.Range(0, 3).Select(i => AskAsync(chat, new ChatQuestion([new PromptMessage("user", [new TextPart($"{i}")])], [], new ChatDecoding(100_000)))).ToArray();
        while (chat.Answering == 0) await Task.Delay(5);
        await chat.DisposeAsync();
        foreach (var one in running) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => AskAsync(chat, new ChatQuestion([new PromptMessage("user", [new TextPart("x")])], [], new ChatDecoding(5))));
    }

    private static async Task<(string Text, ChatEnd End, List<ChatToken> Tokens)> AskAsync(ChatModel model, ChatQuestion question)
    {
        var (text, tokens, end) = ("", new List<ChatToken>(), (ChatEnd?)null);
        await foreach (var piece in model.AnswerAsync(model.Prepare(question), CancellationToken.None))
        {
            Assert.Null(end);
            text += piece.Text;
            tokens.AddRange(piece.Tokens);
            end = piece.End;
        }

        return (text, end!, tokens);
    }

    private static ChatQuestion Question(WindowQuestion window, ChatDecoding decoding)
    {
        var prompt = PromptTemplate.Load(TinyModelFolder.Prompts, "stage-epoch-small");
        return new ChatQuestion(StagePrompt.Render(prompt, "", RationaleDetail.Full), [window.Previous, window.Target, window.Next], decoding);
    }

    private static long LiveTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }

    private static EpochImage Picture(int seed, int widthPx = 448, int heightPx = 224)
    {
        var rgb = new byte[heightPx * widthPx * 3];
        new Random(seed).NextBytes(rgb);
        return new EpochImage(new EpochIndex(seed), widthPx, heightPx, rgb);
    }
}
