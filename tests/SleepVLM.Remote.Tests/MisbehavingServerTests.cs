using System.Collections.Concurrent;
using System.Diagnostics;
using SleepVLM.Contracts;
using SleepVLM.Remote.Tests.Server;

namespace SleepVLM.Remote.Tests;

/// <summary>Servers that fail in every way they are known to.</summary>
public sealed class MisbehavingServerTests
{
    [Theory]
    [InlineData("ServerError")]
    [InlineData("CutBody")]
    [InlineData("CutChunks")]
    [InlineData("MalformedJson")]
    [InlineData("WrongJson")]
    [InlineData("ErrorAsSuccess")]
    [InlineData("EmptyBody")]
    [InlineData("Garbage")]
    [InlineData("BadCompression")]
    [InlineData("Stream")]
    [InlineData("CutStream")]
    [InlineData("HtmlPage")]
    [InlineData("EmptyChoices")]
    [InlineData("HugeAnswer")]
    [InlineData("TooManyRequests")]
    [InlineData("UnavailableFor")]
    [InlineData("Hang")]
    public async Task Answer_ServerFailsNowAndThen_IsAskedAgainUntilEveryWindowIsAnswered(string misbehaviour)
    {
        var doing = Enum.Parse<Misbehaviour>(misbehaviour);
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Script = number => number % 7 == 3 ? doing : Misbehaviour.None });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick() with { AnswerTimeout = TimeSpan.FromSeconds(doing == Misbehaviour.Hang ? 3 : 20) }, engine);
        Remotes.AssertAnswersFit(await Remotes.AnswersAsync(model, 25), 25);
        Assert.Equal(25, engine.Answered);
        Assert.True(engine.Questions.Count > 25);
    }

    [Theory]
    [InlineData("ServerError", "HTTP 500 (CUDA out of memory); epoch 1 was asked 3 times in vain")]
    [InlineData("HtmlPage", "is no chat completion")]
    [InlineData("EmptyChoices", "is no chat completion")]
    [InlineData("HugeAnswer", "the answer is longer than")]
    [InlineData("CutBody", "the connection was cut")]
    [InlineData("Hang", "no answer within 2 s")]
    public async Task Answer_ServerFailsAlways_StopsWithOneSentence(string misbehaviour, string sentence)
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Script = _ => Enum.Parse<Misbehaviour>(misbehaviour) });
        var settings = Remotes.Quick() with { MostAttempts = 3, AnswerTimeout = TimeSpan.FromSeconds(misbehaviour == "Hang" ? 2 : 20) };
        await using var model = await Remotes.ConnectAsync(settings, engine);
        var error = await Assert.ThrowsAsync<SleepVlmException>(() => Remotes.AnswersAsync(model, 1));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.Contains(engine.Address, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Answer_CompletionUnderAnotherContentType_IsRead()
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Script = _ => Misbehaviour.WrongContentType });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), engine);
        Remotes.AssertAnswersFit(await Remotes.AnswersAsync(model, 5), 5);
        Assert.Equal(5, engine.Questions.Count);
    }

    [Theory]
    [InlineData("Redirect", "redirects to http://127.0.0.1:9/")]
    [InlineData("WrongKey", "HTTP 403: the server wants another key; set SLEEPVLM_API_KEY")]
    [InlineData("NotFound", "HTTP 404 (The model does not exist.): the server has no such model or path")]
    public async Task Answer_ServerRefusesForGood_StopsAtOnce(string misbehaviour, string sentence)
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Script = _ => Enum.Parse<Misbehaviour>(misbehaviour) });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), engine);
        var error = await Assert.ThrowsAsync<SleepVlmException>(() => Remotes.AnswersAsync(model, 1));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.Single(engine.Questions);
    }

    [Fact]
    public async Task Answer_RetryAfter_IsHonouredForTheWholeServer()
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Script = number => number == 0 ? Misbehaviour.TooManyRequests : Misbehaviour.None });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick() with { Concurrency = 1 }, engine);
        Remotes.AssertAnswersFit(await Remotes.AnswersAsync(model, 3), 3);
        var arrivals = engine.Arrivals.ToArray();
        Assert.Equal(4, arrivals.Length);
        Assert.InRange(arrivals[1] - arrivals[0], 950, 5000);
    }

    [Fact]
    public async Task Answer_ServerAsksForPatienceForEver_StopsAfterTheLongestWait()
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Script = _ => Misbehaviour.TooManyRequests });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick() with { LongestBusy = TimeSpan.FromSeconds(0.5) }, engine);
        var error = await Assert.ThrowsAsync<SleepVlmException>(() => Remotes.AnswersAsync(model, 1));
        Assert.Contains("HTTP 429; epoch 1 waited for 0.01 minutes; the same command goes on later", error.Message, StringComparison.Ordinal);
        Assert.InRange(engine.Questions.Count, 2, 3);
    }

    [Fact]
    public async Task Answer_OneOfTwoAsksForPatience_TheOtherTakesItsQuestions()
    {
        await using var busy = await FakeEngine.StartAsync(new EngineOptions { Script = _ => Misbehaviour.TooManyRequests });
        await using var free = await FakeEngine.StartAsync();
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), busy, free);
        Remotes.AssertAnswersFit(await Remotes.AnswersAsync(model, 60), 60);
        Assert.Equal(60, free.Answered);
        Assert.Equal(0, busy.Answered);
    }

    [Fact]
    public async Task Answer_AllServersGone_StopsAfterThePatienceWithOneSentence()
    {
        await using var first = await FakeEngine.StartAsync(new EngineOptions { Delay = TimeSpan.FromMilliseconds(20) });
        await using var second = await FakeEngine.StartAsync(new EngineOptions { Delay = TimeSpan.FromMilliseconds(20) });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick() with { Patience = TimeSpan.FromSeconds(1), MostAttempts = 1000 }, first, second);
        var answers = new List<WindowAnswer>();
        var clock = Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<SleepVlmException>(async () =>
        {
            await foreach (var answer in model.AnswerAsync(Remotes.Windows(500), new AnswerOptions(), CancellationToken.None))
            {
                answers.Add(answer);
                if (answers.Count != 30) continue;
                await first.DieAsync();
                await second.DieAsync();
            }
        });
        Assert.Matches("^--model: all 2 servers are gone, the last was http://127.0.0.1:[0-9]+/v1: .*; start one again, and the same command goes on$", error.Message);
        Remotes.AssertAnswersFit(answers, answers.Count);
        Assert.InRange(answers.Count, 30, 499);
        Assert.InRange(clock.Elapsed.TotalSeconds, 1, 15);
    }

    [Fact]
    public async Task Answer_ServerComesBack_IsTakenBackAfterALook()
    {
        var notices = new ConcurrentQueue<string>();
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Delay = TimeSpan.FromMilliseconds(5) });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(notices) with { MostAttempts = 100, Patience = TimeSpan.FromSeconds(30) }, engine);
        var answers = new List<WindowAnswer>();
        await foreach (var answer in model.AnswerAsync(Remotes.Windows(60), new AnswerOptions(), CancellationToken.None))
        {
            answers.Add(answer);
            if (answers.Count != 20) continue;
            await engine.DieAsync();
            await Task.Delay(300);
            await engine.ReviveAsync();
        }

        Remotes.AssertAnswersFit(answers, 60);
        Assert.Contains(notices, notice => notice.StartsWith($"{engine.Address} is left: ", StringComparison.Ordinal));
        Assert.Contains($"{engine.Address} is back (vLLM 0.11.0)", notices);
    }

    [Fact]
    public async Task Answer_ServerComesBackAsAnother_StaysLeft()
    {
        var notices = new ConcurrentQueue<string>();
        await using var steady = await FakeEngine.StartAsync(new EngineOptions { Delay = TimeSpan.FromMilliseconds(30) });
        await using var changing = await FakeEngine.StartAsync(new EngineOptions { Delay = TimeSpan.FromMilliseconds(5) });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(notices) with { Concurrency = 2 }, steady, changing);
        var (answers, before) = (new List<WindowAnswer>(), 0);
        await foreach (var answer in model.AnswerAsync(Remotes.Windows(120), new AnswerOptions(), CancellationToken.None))
        {
            answers.Add(answer);
            if (answers.Count != 20) continue;
            await changing.DieAsync();
            before = changing.Answered;
            changing.Options = changing.Options with { Version = "0.12.0" };
            await changing.ReviveAsync();
        }

        Remotes.AssertAnswersFit(answers, 120);
        Assert.Equal(before, changing.Answered);
        Assert.Contains(notices, notice => notice.Contains("came back as vLLM 0.12.0 with SleepVLM-3B, which this run did not begin with", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connect_OneOfTwoIsGone_BeginsWithTheOtherAndTakesItInLater()
    {
        await using var here = await FakeEngine.StartAsync(new EngineOptions { Delay = TimeSpan.FromMilliseconds(20) });
        await using var late = await FakeEngine.StartAsync();
        await late.DieAsync();
        await using var model = await Remotes.ConnectAsync(Remotes.Quick() with { Concurrency = 1 }, here, late);
        await late.ReviveAsync();
        Remotes.AssertAnswersFit(await Remotes.AnswersAsync(model, 100), 100);
        Assert.True(late.Answered > 0);
    }

    [Fact]
    public async Task Connect_NoServerThere_SaysSoInOneSentence()
    {
        var engine = await FakeEngine.StartAsync();
        await engine.DieAsync();
        var error = await Assert.ThrowsAsync<SleepVlmException>(() => Remotes.ConnectAsync(Remotes.Quick(), engine));
        Assert.StartsWith($"--model: no server answers: {engine.Address}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("refused", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Connect_UnknownModel_NamesThoseThereAre()
    {
        await using var engine = await FakeEngine.StartAsync();
        var error = await Assert.ThrowsAsync<SleepVlmException>(() => RemoteModel.ConnectAsync(
            RemoteAddress.ParseAll(engine.Address + "#other"), Remotes.Quick(), Engine.Staging.Prompts.PromptTemplate.Load(Remotes.PromptFolder, "stage-epoch-chat"), Remotes.Rules, CancellationToken.None));
        Assert.Contains("has no model 'other'; it has SleepVLM-3B", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_Cancelled_EndsAtOnceAndLeavesNothingRunning()
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Delay = TimeSpan.FromMilliseconds(100) });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(), engine);
        using var stop = new CancellationTokenSource();
        var (answers, clock) = (new List<WindowAnswer>(), new Stopwatch());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var answer in model.AnswerAsync(Remotes.Windows(1000), new AnswerOptions(), stop.Token))
            {
                answers.Add(answer);
                if (answers.Count != 20) continue;
                engine.Options = engine.Options with { Script = _ => Misbehaviour.Hang };
                clock.Start();
                stop.CancelAfter(300);
            }
        });
        Assert.InRange(clock.ElapsedMilliseconds, 0, 2000);
        Remotes.AssertAnswersFit(answers, answers.Count);
        for (var wait = 0; wait < 100 && engine.InFlight > 0; wait++) await Task.Delay(20);
        Assert.Equal(0, engine.InFlight);
    }
}
