using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Audit;
using SleepVLM.Engine.Review;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Audit;

public sealed class AuditRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string Path => _folder.File("night.ledger.sqlite");

    [Fact]
    public void FinishedEpochs_AfterReopening_GivesBackWhatWasAppended()
    {
        using (var ledger = AuditLedger.Open(Path))
        {
            var run = ledger.Begin(Sample.Header());
            run.Append(Sample.Decision(0), Sample.Report);
            run.Append([new(Sample.Unscored(1), Sample.NoReport), new(Sample.Decision(2, SleepStage.R) with { Hypnodensity = null }, Sample.NoReport)]);
        }

        using var again = AuditLedger.Open(Path);
        var finished = again.Begin(Sample.Header()).FinishedEpochs().ToList();

        Assert.Equal([0, 1, 2], finished.Select(f => f.Outcome.Index.Value));
        AssertSame(Sample.Decision(0), finished[0].Outcome);
        AssertSame(Sample.Report, finished[0].Report);
        AssertSame(Sample.Unscored(1), finished[1].Outcome);
        AssertSame(Sample.Decision(2, SleepStage.R) with { Hypnodensity = null }, finished[2].Outcome);
        Assert.IsType<Unscored>(finished[1].Outcome);
    }

    [Fact]
    public void Append_Review_StandsInTheChainAndIsNoEpoch()
    {
        using (var ledger = AuditLedger.Open(Path))
        {
            var run = ledger.Begin(Sample.Header());
            run.Append(Sample.Decision(0), Sample.Report);
            run.Append(new NightReview(
                [
                    new EpochReview(new EpochIndex(0), 0, [], []),
                    new EpochReview(new EpochIndex(1), 0.6, [new ReviewReason(ReviewConcern.Contradiction, 0.6, "It is not so.")], [new SecondOpinion("rules", SleepStage.R, null)]),
                ],
                [new NightFinding("rem-chain", new RuleId("R.2"), new EpochIndex(1), new EpochIndex(4), CheckStrength.Strong, "No definite R.")]));
            run.Complete();
            Assert.Single(run.FinishedEpochs());
            Assert.Equal(1, ledger.Runs()[0].EpochCount);
            var body = JsonDocument.Parse(ledger.Entries().ElementAt(2).Body).RootElement;
            Assert.Equal("review", body.GetProperty("kind").GetString());
            Assert.Equal("""[{"number":2,"opinions":[{"decider":"rules","stage":"R"}],"reasons":[{"concern":"contradiction","explanation":"It is not so.","weight":0.6}],"score":0.6}]""", body.GetProperty("queue").GetRawText());
            Assert.Equal((2, 5), (body.GetProperty("findings")[0].GetProperty("first_epoch").GetInt32(), body.GetProperty("findings")[0].GetProperty("last_epoch").GetInt32()));
        }

        Assert.True(AuditLedger.Verify(Path).IsIntact);
    }

    [Fact]
    public void FinishedEpochs_VerdictOfAnEarlierVersion_IsReadAsSound()
    {
        using var ledger = AuditLedger.Open(Path);
        var run = ledger.Begin(Sample.Header());
        run.Append(Sample.Decision(0), RuleReport.From([new RuleFinding("test", null, RuleVerdict.Supported, CheckStrength.Strong, "So.", [])]));
        var body = ledger.Entries().ElementAt(1).Body;
        Assert.Contains("\"verdict\":\"sound\"", body);
        ledger.Append([body.Replace("\"verdict\":\"sound\"", "\"verdict\":\"supported\"").Replace("\"epoch\":1,", "\"epoch\":2,")]);
        Assert.Equal([EpochVerdict.Sound, EpochVerdict.Sound], run.FinishedEpochs().Select(epoch => epoch.Report.Verdict));
        Assert.True(AuditLedger.Verify(Path).IsIntact);
        Assert.Single(ledger.EntriesOf(new EpochIndex(1)));
    }

    [Fact]
    public void Begin_SameKeyUnfinished_TakesUpTheSameRun()
    {
        long first;
        using (var ledger = AuditLedger.Open(Path)) first = ledger.Begin(Sample.Header()).Sequence;
        using var again = AuditLedger.Open(Path);
        Assert.Equal(first, again.Begin(Sample.Header()).Sequence);
    }

    [Fact]
    public void Begin_InterruptedRunInAChangedLedger_IsRefused()
    {
        using (var ledger = AuditLedger.Open(Path)) ledger.Begin(Sample.Header()).Append(Sample.Decision(0), Sample.Report);
        var bytes = File.ReadAllBytes(Path);
        bytes[bytes.AsSpan().IndexOf("K complex"u8)] ^= 1;
        File.WriteAllBytes(Path, bytes);
        using var again = AuditLedger.Open(Path);
        Assert.Contains("entry 2 (epoch 1)", Assert.Throws<LedgerException>(() => again.Begin(Sample.Header())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Begin_OtherKey_StartsAnotherRun()
    {
        using var ledger = AuditLedger.Open(Path);
        var first = ledger.Begin(Sample.Header(seed: 1));
        first.Append(Sample.Decision(0), Sample.Report);
        var second = ledger.Begin(Sample.Header(seed: 2));
        Assert.NotEqual(first.Sequence, second.Sequence);
        Assert.Empty(second.FinishedEpochs());
        Assert.Equal(first.Sequence, ledger.Begin(Sample.Header(seed: 1)).Sequence);
    }

    [Fact]
    public void Begin_AfterComplete_StartsAnotherRun()
    {
        using var ledger = AuditLedger.Open(Path);
        var first = ledger.Begin(Sample.Header());
        first.Append(Sample.Decision(0), Sample.Report);
        first.Complete();
        Assert.Null(ledger.TryFindRun(Sample.Header()));
        Assert.Empty(ledger.Begin(Sample.Header()).FinishedEpochs());
    }

    [Fact]
    public void Key_AnyPartThatChangesDecisions_ChangesIt()
    {
        var header = Sample.Header();
        RunHeader[] others =
        [
            header with { Recording = header.Recording with { Sha256 = new string('0', 64) } },
            header with { Montage = header.Montage with { Channels = [header.Montage.Channels[0]] } },
            header with { Model = header.Model with { Sha256 = "x" } },
            header with { Model = header.Model with { PromptSha256 = "x" } },
            header with { RuleBookSha256 = "x" },
            header with { RenderStyle = "sleepvlm/60Hz" },
            header with { Detail = RationaleDetail.Stage },
            header with { MaxTokens = 64 },
            header with { Seed = 8 },
            header with { Program = "sleepvlm 0.2.0" },
            header with { RuleChecks = ["slow-wave-share"] },
        ];
        Assert.Equal(header.Key, Sample.Header().Key);
        Assert.Equal(others.Length, others.Select(o => o.Key).Append(header.Key).Distinct().Count() - 1);
    }

    [Fact]
    public void Append_TextWithUnpairedSurrogate_StaysReadable()
    {
        using var ledger = AuditLedger.Open(Path);
        var run = ledger.Begin(Sample.Header());
        run.Append(Sample.Decision(0) with { RawAnswer = "cut \ud83d" }, Sample.Report);
        Assert.Equal("cut \ufffd", run.FinishedEpochs().Single().Outcome.RawAnswer);
    }

    [Fact]
    public void Entries_HoldNoPatientField()
    {
        var summary = new RecordingSummary("0123", "Doe^Jane", new string('d', 64), "EDF", new DateTime(1969, 7, 20), TimeSpan.FromHours(1), ["Jane Doe"]);
        using var ledger = AuditLedger.Open(Path);
        ledger.Begin(Sample.Header() with { Recording = RecordingFingerprint.Of(summary) });
        var body = Assert.Single(ledger.Entries()).Body;
        Assert.DoesNotContain("Doe", body);
        Assert.DoesNotContain("1969", body);
    }

    private static void AssertSame<T>(T expected, T actual) =>
        Assert.Equal(JsonSerializer.Serialize<object>(expected!, Lenient), JsonSerializer.Serialize<object>(actual!, Lenient));

    private static readonly JsonSerializerOptions Lenient =
        new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public void Dispose() => _folder.Dispose();
}
