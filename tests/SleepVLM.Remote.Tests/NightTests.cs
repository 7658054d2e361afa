using System.Collections.Concurrent;
using SleepVLM.Contracts;
using SleepVLM.Remote.Tests.Server;
using SleepVLM.Testing;
using Xunit.Abstractions;

namespace SleepVLM.Remote.Tests;

/// <summary>Whole nights through the real pipeline into a real ledger, with servers that die.</summary>
public sealed class NightTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stage_500WindowsOneServerDiesOneIsSlow_EveryWindowIsAnsweredOnceInOrderInTheLedger()
    {
        const int epochs = 500;
        StagedNights.Write(_folder.File("night.edf"), epochs);
        var notices = new ConcurrentQueue<string>();
        await using var fast = await FakeEngine.StartAsync(new EngineOptions { Delay = TimeSpan.FromMilliseconds(20) });
        await using var slow = await FakeEngine.StartAsync(new EngineOptions { Delay = TimeSpan.FromMilliseconds(1500) });
        await using var dying = await FakeEngine.StartAsync(new EngineOptions { Delay = TimeSpan.FromMilliseconds(20) });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick(notices) with { Concurrency = 4 }, fast, slow, dying);
        Task? death = null;
        var (clock, first) = (System.Diagnostics.Stopwatch.StartNew(), TimeSpan.Zero);
        var study = await StagedNights.StageAsync(model, _folder.File("night.edf"), _folder.File("ledger.sqlite"), count =>
        {
            if (count == 1) first = clock.Elapsed;
            if (count == 200) death = dying.DieAsync();
        });
        await death!;
        output.WriteLine(FormattableString.Invariant($"{epochs} windows in {(clock.Elapsed - first).TotalSeconds:F1} s"));
        output.WriteLine($"answered: fast {fast.Answered}, slow {slow.Answered}, dying {dying.Answered}; asked: {fast.Questions.Count}, {slow.Questions.Count}, {dying.Questions.Count}");
        output.WriteLine(string.Join("\n", notices));
        Assert.Equal(epochs, study.Epochs.Count);
        Assert.All(study.Epochs, epoch => Assert.IsType<StageDecision>(epoch.Outcome));
        StagedNights.AssertLedgerHolds(_folder.File("ledger.sqlite"), epochs);
        Assert.True(slow.Answered > 0 && slow.Answered < fast.Answered && dying.Answered > 0);
        // A question is asked twice only where the dying server took its answer with it.
        Assert.InRange(fast.Questions.Count + slow.Questions.Count + dying.Questions.Count, epochs, epochs + 4);
        Assert.Contains(notices, notice => notice.StartsWith($"{dying.Address} is left", StringComparison.Ordinal));
        Assert.All([fast, slow, dying], engine => Assert.InRange(engine.MostAtATime, 1, 4));
    }

    [Fact]
    public async Task Stage_EveryKindOfBrokenAnswer_EveryWindowIsAnsweredOnceInOrderInTheLedger()
    {
        const int epochs = 60;
        Misbehaviour[] broken =
        [
            Misbehaviour.CutBody, Misbehaviour.CutChunks, Misbehaviour.MalformedJson, Misbehaviour.WrongJson, Misbehaviour.ErrorAsSuccess, Misbehaviour.EmptyBody,
            Misbehaviour.Garbage, Misbehaviour.BadCompression, Misbehaviour.Stream, Misbehaviour.CutStream, Misbehaviour.HtmlPage, Misbehaviour.EmptyChoices,
        ];
        StagedNights.Write(_folder.File("night.edf"), epochs);
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Script = number => number % 3 == 0 ? broken[number / 3 % broken.Length] : Misbehaviour.None });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick() with { Concurrency = 3 }, engine);
        var study = await StagedNights.StageAsync(model, _folder.File("night.edf"), _folder.File("ledger.sqlite"));
        Assert.All(study.Epochs, epoch => Assert.IsType<StageDecision>(epoch.Outcome));
        StagedNights.AssertLedgerHolds(_folder.File("ledger.sqlite"), epochs);
        Assert.Equal(epochs, engine.Answered);
        Assert.InRange(engine.Questions.Count, epochs * 4 / 3, epochs * 2);
    }

    [Fact]
    public async Task Stage_OneWindowIsRefused_IsRecordedWithoutAStageAndTheRunIsComplete()
    {
        const int epochs = 20, refused = 6;
        StagedNights.Write(_folder.File("night.edf"), epochs);
        await using var engine = await FakeEngine.StartAsync(new EngineOptions { Script = number => number == refused ? Misbehaviour.Unprocessable : Misbehaviour.None });
        await using var model = await Remotes.ConnectAsync(Remotes.Quick() with { Concurrency = 1 }, engine);
        var study = await StagedNights.StageAsync(model, _folder.File("night.edf"), _folder.File("ledger.sqlite"));
        var unscored = Assert.IsType<Unscored>(Assert.Single(study.Epochs, epoch => epoch.Outcome is not StageDecision).Outcome);
        Assert.Equal((refused, UnscoredReason.NotAnswered), (unscored.Index.Value, unscored.Reason));
        Assert.Equal("the engine refused the question: HTTP 422 (cannot read the picture)", unscored.Explanation);
        Assert.Equal(64, unscored.ImageSha256.Length);
        using var ledger = SleepVLM.Engine.Audit.AuditLedger.OpenExisting(_folder.File("ledger.sqlite"));
        var run = Assert.Single(ledger.Runs());
        Assert.Equal((true, epochs), (run.IsComplete, run.EpochCount));
        Assert.Contains("\"not_answered\"", Assert.Single(ledger.EntriesOf(new EpochIndex(refused))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_AllServersGone_KeepsWhatIsDoneAndTheSameCommandGoesOn()
    {
        const int epochs = 60;
        StagedNights.Write(_folder.File("night.edf"), epochs);
        await using var first = await FakeEngine.StartAsync(new EngineOptions { Delay = TimeSpan.FromMilliseconds(20) });
        await using var second = await FakeEngine.StartAsync(new EngineOptions { Delay = TimeSpan.FromMilliseconds(20) });
        var settings = Remotes.Quick() with { Patience = TimeSpan.FromSeconds(0.5), MostAttempts = 1000, Concurrency = 2 };
        var kept = 0;
        await using (var model = await Remotes.ConnectAsync(settings, first, second))
        {
            var error = await Assert.ThrowsAsync<SleepVlmException>(() => StagedNights.StageAsync(model, _folder.File("night.edf"), _folder.File("ledger.sqlite"), count =>
            {
                kept = count;
                if (count == 20) Task.WhenAll(first.DieAsync(), second.DieAsync()).Wait();
            }));
            Assert.Contains("all 2 servers are gone", error.Message, StringComparison.Ordinal);
        }

        Assert.InRange(kept, 20, epochs - 1);
        var asked = first.Questions.Count + second.Questions.Count;
        // One server of the same kind is enough to go on.
        await first.ReviveAsync();
        await using var again = await Remotes.ConnectAsync(settings, first);
        await StagedNights.StageAsync(again, _folder.File("night.edf"), _folder.File("ledger.sqlite"));
        StagedNights.AssertLedgerHolds(_folder.File("ledger.sqlite"), epochs);
        Assert.Equal(epochs - kept, first.Questions.Count + second.Questions.Count - asked);
    }
}
