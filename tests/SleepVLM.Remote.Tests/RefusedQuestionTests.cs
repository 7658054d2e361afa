using System.Collections.Concurrent;
using SleepVLM.Contracts;
using SleepVLM.Remote.Endpoints;
using SleepVLM.Remote.Protocol;
using SleepVLM.Remote.Tests.Server;

namespace SleepVLM.Remote.Tests;

/// <summary>A window that a server refuses, against a server that refuses every window.</summary>
public sealed class RefusedQuestionTests
{
    [Theory]
    [InlineData("BadRequest", 0, "HTTP 400 (the model takes no pictures)")]
    [InlineData("TooLarge", 3, "HTTP 413 (Request Entity Too Large)")]
    [InlineData("Unprocessable", 11, "HTTP 422 (cannot read the picture)")]
    public async Task Answer_OneWindowIsRefused_HasTheReasonAndTheOthersAreAnswered(string misbehaviour, int refused, string reason)
    {
        var notices = new ConcurrentQueue<string>();
        var hash = Remotes.HashOf(Remotes.Picture(refused));
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { ByPicture = picture => picture == hash ? Enum.Parse<Misbehaviour>(misbehaviour) : Misbehaviour.None });
        // One question at a time: the first window's refusal must be judged with nothing else to go by.
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(notices) with { Concurrency = 1 }, engine);
        var answers = await Remotes.AnswersAsync(model, 12);
        Assert.Equal(Enumerable.Range(0, 12), answers.Select(answer => answer.Target.Value));
        Assert.Equal((reason, ""), (answers[refused].Refusal, answers[refused].Text));
        Assert.All(answers.Where(answer => answer.Target.Value != refused), answer => Assert.Null(answer.Refusal));
        Assert.Contains(notices, notice => notice.StartsWith($"epoch {refused + 1} is refused by {engine.Address}: {reason}", StringComparison.Ordinal));
        // Asked once each, and once with black pictures where nothing had been answered yet.
        Assert.Equal(refused == 0 ? 13 : 12, engine.Questions.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Answer_EveryWindowIsRefused_StopsWithOneSentence(int concurrency)
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Script = _ => Misbehaviour.BadRequest });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick() with { Concurrency = concurrency }, engine);
        var error = await Assert.ThrowsAsync<SleepVlmException>(() => Remotes.AnswersAsync(model, 40));
        Assert.Equal($"--model: {engine.Address}: HTTP 400 (the model takes no pictures)", error.Message);
        Assert.InRange(engine.Questions.Count, 2, 2 * concurrency + 1);
    }

    [Fact]
    public async Task Count_MoreQuestionsThanMayBeInARowWaitForTheBlackPictures_EachHasTheirReason()
    {
        var refusals = new Refusals(mostInARow: 4);
        var control = new TaskCompletionSource();
        var refused = new RemoteFailure(FailureKind.Refused, "the window's own reason") { MayBeTheQuestion = true };
        var waiting = Enumerable.Range(0, 9).Select(_ => refusals.CountAsync(refused, () => control.Task)).ToList();
        control.SetException(new RemoteFailure(FailureKind.Refused, "the model takes no pictures") { MayBeTheQuestion = true });
        foreach (var question in waiting)
            Assert.Equal("the model takes no pictures", (await Assert.ThrowsAsync<RemoteFailure>(() => question)).Message);
    }

    [Fact]
    public async Task Answer_EveryWindowIsRefusedFromTheMiddleOn_StopsAfterSeveralInARow()
    {
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Script = number => number < 20 ? Misbehaviour.None : Misbehaviour.TooLarge });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick() with { Concurrency = 1, MostRefusalsInARow = 4 }, engine);
        var answers = new List<WindowAnswer>();
        var error = await Assert.ThrowsAsync<SleepVlmException>(async () =>
        {
            await foreach (var answer in model.AnswerAsync(Remotes.Windows(40), new AnswerOptions(), CancellationToken.None)) answers.Add(answer);
        });
        Assert.Contains("HTTP 413 (Request Entity Too Large); 5 windows were refused one after the other", error.Message, StringComparison.Ordinal);
        Assert.Equal((20, 4), (answers.Count(answer => answer.Refusal is null), answers.Count(answer => answer.Refusal is not null)));
    }

    [Fact]
    public async Task Answer_OneServerRefusesAllAndTheOtherAnswers_NoWindowIsGivenUpForIt()
    {
        await using var good = await FakeEngine.StartAsync(new EngineOptions { Delay = TimeSpan.FromMilliseconds(20) });
        await using var bad = await FakeEngine.StartAsync(new EngineOptions { Script = _ => Misbehaviour.BadRequest });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick() with { Concurrency = 2 }, good, bad);
        var error = await Assert.ThrowsAsync<SleepVlmException>(() => Remotes.AnswersAsync(model, 40));
        Assert.StartsWith($"--model: {bad.Address}: HTTP 400", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_BlackPicturesBringNoAnswerForAnotherReason_TheWindowIsAskedAgain()
    {
        var hash = Remotes.HashOf(Remotes.Picture(0));
        // The first question is refused, the black one fails, and so on: only then is it answered.
        await using var engine = await FakeEngine.StartAsync(new EngineOptions
        {
            ByPicture = picture => picture == hash ? Misbehaviour.Unprocessable : Misbehaviour.None,
            Script = number => number == 1 ? Misbehaviour.ServerError : Misbehaviour.None,
        });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick() with { Concurrency = 1 }, engine);
        var answers = await Remotes.AnswersAsync(model, 3);
        Assert.Equal(["HTTP 422 (cannot read the picture)", null, null], answers.Select(answer => answer.Refusal));
        Assert.Equal(6, engine.Questions.Count);
    }
}
