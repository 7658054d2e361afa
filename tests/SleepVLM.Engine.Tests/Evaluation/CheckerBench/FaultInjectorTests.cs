using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation.CheckerBench;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Engine.Staging.Rationales;
using SleepVLM.Engine.Tests.Rules.Checks;
using SleepVLM.Engine.Tests.Staging;

namespace SleepVLM.Engine.Tests.Evaluation.CheckerBench;

/// <summary>Every kind of fault is made, and only where there is a place for it.</summary>
public class FaultInjectorTests
{
    private const double Onset = 3000;
    private static readonly Montage Full = RandomEvidence.Montage(Enum.GetValues<ChannelRole>());
    private static readonly FaultInjector Injector = new(CheckCase.Book);

    private static readonly BenchRationale N2 = Rationale(SleepStage.N2, SleepStage.N1, SleepStage.N2, chin: 1.2, slowWaves: 3, alpha: 0,
        new(SleepEventKind.Spindle, Onset + 4.2, 0.9, ChannelRole.C4, 40, 13.2), new(SleepEventKind.KComplex, Onset + 21.3, 0.9, ChannelRole.F4, 140, 1));

    private static readonly BenchRationale W = Rationale(SleepStage.W, SleepStage.W, SleepStage.W, chin: 14, slowWaves: 0, alpha: 10,
        [.. new[] { 2.5, 7.1, 13.3, 16.2, 24.4 }.Select(second => new SleepEvent(SleepEventKind.Blink, Onset + second, 0.3, ChannelRole.LOC, 150, 0))]);

    private static readonly BenchRationale Continued = Rationale(SleepStage.N2, SleepStage.N2, SleepStage.N2, chin: 4, slowWaves: 0, alpha: 0);

    private static BenchRationale Rationale(
        SleepStage stage, SleepStage before, SleepStage after, double chin, double slowWaves, double alpha, params SleepEvent[] events)
    {
        Measurement Measured(string name, double value, string unit, ChannelRole role) => new(name, value, unit, Full.Channels[Full.RowOf(role)].Derivation);
        var index = new EpochIndex((int)(Onset / 30));
        var measured = new EpochMeasurements(index,
            Measured(MeasurementNames.SlowWaveSeconds, slowWaves, "s", ChannelRole.F4), Measured(MeasurementNames.AlphaPercent, alpha, "%", ChannelRole.O2),
            Measured(MeasurementNames.ChinTone, chin, "uV", ChannelRole.Chin), new Dictionary<string, Measurement>());
        var evidence = new EpochEvidence(stage, before, after, ChannelNames.AsRecorded(Full), measured, new NightMeasurements(1, 4, 16, true), events);
        return new BenchRationale(evidence, 5, Full, events);
    }

    public static TheoryData<FaultKind> Kinds => [.. Enum.GetValues<FaultKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKind_ChangesADecisionAndIsReproducible(FaultKind kind)
    {
        var (right, faulty) = new[] { N2, W, Continued }
            .SelectMany(right => Enumerable.Range(0, 40).Select(seed => (right, Faulty: Injector.Inject(kind, right, new Random(seed)), seed)))
            .Where(made => made.Faulty is not null)
            .Select(made => (made.right, made.Faulty!)).FirstOrDefault();
        Assert.NotNull(faulty);
        Assert.NotEqual((right.Right.Stage, right.Right.Text, string.Join(' ', right.Right.Rules)), (faulty.Stage, faulty.Text, string.Join(' ', faulty.Rules)));
        foreach (var seed in Enumerable.Range(0, 5))
            Assert.Equal(Injector.Inject(kind, right, new Random(seed))?.Text, Injector.Inject(kind, right, new Random(seed))?.Text);
    }

    [Fact]
    public void WrongRule_LeadsToAnotherStage() => Always(FaultKind.WrongRule, N2, faulty =>
        Assert.DoesNotContain(SleepStage.N2, CheckCase.Book.Find(faulty.Rules[0])!.Stages));

    [Fact]
    public void WrongContext_IsARuleOfTheStage() => Always(FaultKind.WrongContext, N2, faulty =>
        Assert.Contains(SleepStage.N2, CheckCase.Book.Find(faulty.Rules[0])!.Stages));

    [Fact]
    public void WrongStage_KeepsTextAndRules() => Always(FaultKind.WrongStage, N2, faulty =>
    {
        Assert.NotEqual(SleepStage.N2, faulty.Stage);
        Assert.Equal(N2.Right.Text, faulty.Text);
        Assert.Equal(N2.Right.Rules, faulty.Rules);
    });

    [Fact]
    public void TextOfAnotherStage_CitesARuleOfTheToldStage() => Always(FaultKind.TextOfAnotherStage, N2, faulty =>
        Assert.Contains(faulty.Stage, CheckCase.Book.Find(faulty.Rules[0])!.Stages));

    [Fact]
    public void PhantomMark_MakesTheRule() => Always(FaultKind.PhantomMark, Continued, faulty => Assert.Contains(new RuleId("N2.1"), faulty.Rules));

    [Fact]
    public void Sentence_StandsBeforeTheConclusion() => Always(FaultKind.WakeToneBelowWake, W, faulty =>
    {
        Assert.StartsWith(W.Right.Text[..20], faulty.Text);
        Assert.EndsWith(W.Right.Text[^20..], faulty.Text);
    });

    [Theory]
    [InlineData(FaultKind.WakeToneBelowWake)]
    [InlineData(FaultKind.EvenBlinks)]
    public void FaultOfWake_HasNoPlaceInN2(FaultKind kind) => Assert.Null(Injector.Inject(kind, N2, new Random(1)));

    [Fact]
    public void PhantomMark_HasNoPlaceWhereTheMarkIsReal() => Assert.Null(Injector.Inject(FaultKind.PhantomMark, N2, new Random(1)));

    private static void Always(FaultKind kind, BenchRationale right, Action<ToldDecision> holds)
    {
        var made = Enumerable.Range(0, 40).Select(seed => Injector.Inject(kind, right, new Random(seed))).OfType<ToldDecision>().ToList();
        Assert.NotEmpty(made);
        Assert.All(made, holds);
    }
}
