using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Engine.Simulation;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Tests.Staging;

/// <summary>Which rules a rationale names and what it says of the evidence, one case per rule.</summary>
public class RationaleRuleTests
{
    private const double Onset = 300;

    private static readonly Montage Full = RandomEvidence.Montage(Enum.GetValues<ChannelRole>());

    [Fact]
    public void W1_AlphaCovers72Percent() => Expect(
        Evidence(SleepStage.W, alphaPercent: 72), ["W.1"], mustSay: ["70 %", "O2-M1", "half of the epoch"]);

    [Theory]
    [InlineData(72, false)] // rule W.1 holds
    [InlineData(20, true)]
    public void W_WhatLooksLikeASpindle_IsToldOnlyWhereNoRuleOfWakefulnessHolds(double alphaPercent, bool told)
    {
        var evidence = Evidence(SleepStage.W, alphaPercent: alphaPercent, events: [.. Each(SleepEventKind.Spindle, ChannelRole.C4, 8.4)]);
        Assert.Equal(told, Enumerable.Range(0, 40).Any(seed => RationaleComposer.Compose(evidence, (ulong)seed).Text.Contains("sleep spindle")));
    }

    [Fact]
    public void W2_BlinksRecur() => Expect(
        Evidence(SleepStage.W, alphaPercent: 10, events: [.. Each(SleepEventKind.Blink, ChannelRole.LOC, 3, 8, 14.6, 20, 27)]), ["W.2"], mustSay: ["blinks"]);

    [Fact]
    public void W3_RapidEyeMovementsWithHighTone() => Expect(
        Evidence(SleepStage.W, alphaPercent: 10, chin: 9, events: [.. Each(SleepEventKind.RapidEyeMovement, ChannelRole.LOC, 4.2, 11.9)]),
        ["W.3"], mustSay: ["4 s and 11 s", "high"]);

    [Fact]
    public void W_AlphaCovers20Percent_IsCalledWeak()
    {
        var composed = RationaleComposer.Compose(Evidence(SleepStage.W, alphaPercent: 20), 1);
        Assert.DoesNotContain(new RuleId("W.1"), composed.Rules);
        Assert.Matches("caution|uncertain", composed.Text);
    }

    [Fact]
    public void N11_AlphaProducer() => Expect(Evidence(SleepStage.N1, alphaPercent: 18, producer: true), ["N1.1"], mustSay: ["20 %"]);

    [Fact]
    public void N12_NoAlphaProducer() => Expect(
        Evidence(SleepStage.N1, producer: false, events: [.. Each(SleepEventKind.SlowEyeMovement, ChannelRole.LOC, 6.5)]),
        ["N1.2"], mustSay: ["slow eye movement", "6 s"]);

    [Fact]
    public void N21_SpindleInFirstHalf() => Expect(
        Evidence(SleepStage.N2, events: [.. Each(SleepEventKind.Spindle, ChannelRole.C4, 8.4, 22)]), ["N2.1"], mustSay: ["8 s and 22 s", "C4-M1"]);

    [Fact]
    public void N21_ComplexInLastHalfOfPrevious() => Expect(
        Evidence(SleepStage.N2, events: [.. Each(SleepEventKind.KComplex, ChannelRole.F4, -8)]), ["N2.1"], mustSay: ["last half of the preceding epoch", "K complex"]);

    [Fact]
    public void N21_ComplexWithinOneSecondOfArousal_DoesNotCount()
    {
        IReadOnlyList<SleepEvent> events =
            [.. Each(SleepEventKind.KComplex, ChannelRole.F4, 5), new(SleepEventKind.Arousal, Onset + 6.5, 5, ChannelRole.C4, 0, 0)];
        Expect(Evidence(SleepStage.N2, previous: SleepStage.N2, events: events), ["N2.2"], mustSay: ["arousal"], mustNotSay: ["K complex at"]);
    }

    [Fact]
    public void N22_OnlyLateSpindle_ContinuesN2() => Expect(
        Evidence(SleepStage.N2, previous: SleepStage.N2, events: [.. Each(SleepEventKind.Spindle, ChannelRole.C4, 21)]), ["N2.2"], mustSay: ["21 s", "first half"]);

    [Fact]
    public void N22_NothingSeen_ContinuesN2() => Expect(
        Evidence(SleepStage.N2, previous: SleepStage.N2, events: []), ["N2.2"], mustSay: ["spindle", "K complex", "preceding epoch"]);

    [Fact]
    public void N22_EventsNotLookedFor_ClaimsNoAbsence() => Expect(
        Evidence(SleepStage.N2, previous: SleepStage.N2, events: null), ["N2.2"], mustNotSay: ["No spindle", "Without", "arousal", "eyes"]);

    [Fact]
    public void N23_AfterN3() => Expect(Evidence(SleepStage.N2, previous: SleepStage.N3, slowWaveSeconds: 3), ["N2.3"], mustSay: ["N3", "fifth"]);

    [Fact]
    public void N31_SlowWavesCover12Seconds() => Expect(
        Evidence(SleepStage.N3, slowWaveSeconds: 12.3), ["N3.1"], mustSay: ["12 s", "F4-M1", "fifth"], mustNotSay: ["caution", "uncertain", "borderline"]);

    [Fact]
    public void N31_SlowWavesCover4Seconds_IsCalledWeak()
    {
        var composed = RationaleComposer.Compose(Evidence(SleepStage.N3, slowWaveSeconds: 4), 3);
        Assert.Contains("4 s", composed.Text);
        Assert.Matches("caution|uncertain|borderline", composed.Text);
    }

    [Fact]
    public void R1_RapidEyeMovementsOverLowTone() => Expect(
        Evidence(SleepStage.R, chin: 1.1, events: [.. Each(SleepEventKind.RapidEyeMovement, ChannelRole.ROC, 5, 17, 19)]),
        ["R.1"], mustSay: ["5 s, 17 s and 19 s", "low"], mustNotSay: ["uncertain"]);

    [Fact]
    public void R2_BesideR() => Expect(Evidence(SleepStage.R, previous: SleepStage.R, chin: 1.1), ["R.2"], mustSay: ["preceding epoch of R|preceding epoch is R"]);

    [Fact]
    public void R1_ToneIsHigh_IsCalledUncertain() => Expect(
        Evidence(SleepStage.R, chin: 9, events: [.. Each(SleepEventKind.RapidEyeMovement, ChannelRole.ROC, 5)]), ["R.1"], mustSay: ["not low"]);

    [Fact]
    public void Mbm1_WakeOnBothSides() => Expect(
        Evidence(SleepStage.W, previous: SleepStage.W, next: SleepStage.W, alphaPercent: 0, events: [new(SleepEventKind.BodyMovement, Onset + 4, 18, ChannelRole.Chin, 300, 0)]),
        ["MBM.1"], mustSay: ["18 s"]);

    [Fact]
    public void Mbm2_TakesTheFollowingStage() => Expect(
        Evidence(SleepStage.N2, next: SleepStage.N2, events: [new(SleepEventKind.BodyMovement, Onset + 4, 18, ChannelRole.Chin, 300, 0)]), ["MBM.2"], mustSay: ["N2"]);

    [Fact]
    public void Mbm2_MeasuredMovement_CountsWhereNoEventsWereLookedFor()
    {
        var evidence = Evidence(SleepStage.N2, next: SleepStage.N2);
        var other = new Dictionary<string, Measurement> { [MeasurementNames.MovementSeconds] = new(MeasurementNames.MovementSeconds, 19, "s", new Derivation("F4", "M1")) };
        Expect(evidence with { Measured = evidence.Measured with { Other = other } }, ["MBM.2"], mustSay: ["19 s"]);
    }

    [Fact]
    public void W_FastActivityRises_IsCited()
    {
        var evidence = Evidence(SleepStage.W, chin: 1.1) with { FastActivityRise = new Measurement("fast activity over deep sleep", 4.4, "dB", new Derivation("C4", "M1")) };
        Expect(evidence, ["W.2"], mustSay: ["16-30 Hz", "4 dB", "C4-M1"]);
    }

    [Fact]
    public void Movement_ListedTwiceAsItCrossesABorder_CountsOnce()
    {
        var movement = new SleepEvent(SleepEventKind.BodyMovement, Onset - 4, 12, ChannelRole.Chin, 300, 0);
        var composed = RationaleComposer.Compose(Evidence(SleepStage.W, previous: SleepStage.W, next: SleepStage.W, events: [movement, movement]), 1);
        Assert.DoesNotContain(composed.Rules, rule => rule.Value.StartsWith("MBM", StringComparison.Ordinal));
    }

    [Fact]
    public void OneDerivation_UnderItsRecordedName()
    {
        var derivation = new Derivation("Fpz", "Cz");
        var montage = new Montage([new(ChannelRole.F4, derivation, ["EEG Fpz-Cz"], 100, "uV", ChannelOrigin.Bipolar, "")], []);
        var evidence = Evidence(SleepStage.N3, slowWaveSeconds: 9) with
        {
            Measured = new(new(10), new("slow-wave seconds", 9, "s", derivation), null, null, new Dictionary<string, Measurement>()),
        };
        Assert.Contains("Fpz-Cz", RationaleComposer.Compose(evidence with { Channels = ChannelNames.AsRecorded(montage) }, 1).Text);
        Assert.Contains("F4-M1", RationaleComposer.Compose(evidence with { Channels = ChannelNames.AsDrawn(montage) }, 1).Text);
    }

    private static void Expect(EpochEvidence evidence, string[] rules, string[]? mustSay = null, string[]? mustNotSay = null)
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var composed = RationaleComposer.Compose(evidence, seed);
            Assert.Equal(rules, composed.Rules.Select(r => r.Value));
            foreach (var words in mustSay ?? []) Assert.Matches("(?i)" + words, composed.Text);
            foreach (var words in mustNotSay ?? []) Assert.DoesNotContain(words, composed.Text);
        }
    }

    private static IEnumerable<SleepEvent> Each(SleepEventKind kind, ChannelRole role, params double[] seconds) =>
        seconds.Select(s => new SleepEvent(kind, Onset + s, 0.8, role, 100, 0));

    private static EpochEvidence Evidence(
        SleepStage stage, SleepStage? previous = null, SleepStage? next = null, double slowWaveSeconds = 1, double alphaPercent = 10, double chin = 3,
        bool producer = true, IReadOnlyList<SleepEvent>? events = null) => new(
        stage, previous, next, ChannelNames.AsRecorded(Full),
        new EpochMeasurements(
            new EpochIndex(10),
            new Measurement("slow-wave seconds", slowWaveSeconds, "s", new Derivation("F4", "M1")),
            new Measurement("alpha percent", alphaPercent, "%", new Derivation("O2", "M1")),
            new Measurement("chin tone", chin, "uV", new Derivation("Chin1", "Chin2")),
            new Dictionary<string, Measurement>()),
        new NightMeasurements(1, 3, 10, producer), events);
}
