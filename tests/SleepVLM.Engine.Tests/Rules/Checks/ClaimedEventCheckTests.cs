using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.RuleVerdict;
using static SleepVLM.Contracts.SleepStage;

namespace SleepVLM.Engine.Tests.Rules.Checks;

public class ClaimedEventCheckTests
{
    private static readonly ClaimedEventCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData(8.0, Supported)]
    [InlineData(6.7, Supported)]
    [InlineData(10.4, Supported)]
    [InlineData(6.4, Contradicted)]
    [InlineData(10.6, Contradicted)]
    public void Check_MomentOfASpindle_MustLieWithinTheToleranceOfOneFound(double claimed, RuleVerdict expected)
    {
        var finding = Spindle(claim => claim.At(claimed)).Found(SleepEventKind.Spindle, 8.1, 0.9).RunForOne(Check);
        Assert.Equal((expected, CheckStrength.Soft), (finding.Verdict, finding.Strength));
        Assert.Contains("8.1 s in C4-M1", finding.Explanation);
        Assert.Contains("1.5 s", finding.OperatingPoint);
    }

    [Theory]
    [InlineData(8, 9, Supported)]
    [InlineData(7, 11, Supported)]
    [InlineData(0, 10, Contradicted)]
    public void Check_IntervalOfASpindle_MustShareAFifthWithOneFound(double from, double to, RuleVerdict expected) =>
        Assert.Equal(expected, Spindle(claim => claim.From(from, to)).Found(SleepEventKind.Spindle, 8.1, 0.9).Verdict(Check));

    [Fact]
    public void Check_IntervalOfATrainOfEvents_FitsTheTrain() => Assert.Equal(
        Supported, Spindle(claim => claim.From(4, 14)).Found(SleepEventKind.Spindle, 5).Found(SleepEventKind.Spindle, 9).Found(SleepEventKind.Spindle, 12).Verdict(Check));

    [Theory]
    [InlineData("A spindle is seen in the first half of the epoch.", 9, Supported)]
    [InlineData("A spindle is seen in the first half of the epoch.", 19, Contradicted)]
    [InlineData("A spindle at 9 s lies in the first half of the epoch.", 9, Supported)]
    public void Check_PartOfTheEpoch_FitsAnyEventInIt(string text, double found, RuleVerdict expected) =>
        Assert.Equal(expected, CheckCase.Of(N2).Saying(text).Found(SleepEventKind.Spindle, found).Verdict(Check));

    [Fact]
    public void Check_SpindleThatTheSignalDoesNotHold_ContradictsSoftly()
    {
        var finding = Spindle(claim => claim.At(8)).Looking().RunForOne(Check);
        Assert.Equal((Contradicted, CheckStrength.Soft), (finding.Verdict, finding.Strength));
        Assert.Contains("no detector finds one there or elsewhere", finding.Explanation);
    }

    [Theory]
    [InlineData(8.5, NotAssessable)]
    [InlineData(9.5, Contradicted)]
    [InlineData(20, Contradicted)]
    public void Check_TraceBelowTheOperatingPoint_LeavesTheClaimOpen(double trace, RuleVerdict expected)
    {
        Assert.Equal(expected, Spindle(claim => claim.At(8)).Found(SleepEventKind.Spindle, trace, score: 0.4).Verdict(Check));
        Assert.Equal(expected, Spindle(claim => claim.At(8)).Trace(SleepEventKind.Spindle, trace).Verdict(Check));
        Assert.Equal(Contradicted, Spindle(claim => claim.At(8)).Trace(SleepEventKind.KComplex, trace).Verdict(Check));
    }

    [Fact]
    public void Check_EveryTimeOfAList_IsJudgedByItself()
    {
        var findings = Spindle(claim => claim.At(3, 12, 24)).Found(SleepEventKind.Spindle, 3).Found(SleepEventKind.Spindle, 24).Run(Check);
        Assert.Equal([Supported, Contradicted, Supported], findings.Select(finding => finding.Verdict));
    }

    [Theory]
    [InlineData(0.9, CheckStrength.Soft)]
    [InlineData(0.6, CheckStrength.Advisory)]
    public void Check_DeniedSpindleThatIsThere_WeighsByItsPlainness(double score, CheckStrength strength)
    {
        var finding = Spindle(claim => claim.Denied()).Found(SleepEventKind.Spindle, 5, score: score).RunForOne(Check);
        Assert.Equal((Contradicted, strength), (finding.Verdict, finding.Strength));
    }

    [Fact]
    public void Check_DeniedSpindleThatReachesInFromTheEpochBefore_IsOpen() => Assert.Equal(
        NotAssessable, Spindle(claim => claim.Denied()).Found(SleepEventKind.Spindle, -0.4, 0.9, score: 0.95).Verdict(Check));

    [Fact]
    public void Check_DeniedSpindleThatIsNotThere_IsSupported() => Assert.Equal(Supported, Spindle(claim => claim.Denied()).Looking().Verdict(Check));

    [Fact]
    public void Check_NoDetectorRan_IsNotAssessable() => Assert.Equal(NotAssessable, Spindle(claim => claim.At(8)).Verdict(Check));

    [Fact]
    public void Check_KindNotLookedFor_IsNotAssessable() => Assert.Equal(NotAssessable, Spindle(claim => claim.At(8)).Looking(SleepEventKind.KComplex).Verdict(Check));

    [Theory]
    [InlineData(ClaimFeature.VertexWave)]
    [InlineData(ClaimFeature.SawtoothWaves)]
    [InlineData(ClaimFeature.SlowEyeMovement)]
    [InlineData(ClaimFeature.Arousal)]
    public void Check_EventWithoutAValidatedDetector_IsOnlyRemarkedOn(ClaimFeature feature)
    {
        var finding = CheckCase.Of(N1).Claiming("It is there.", feature).Looking().RunForOne(Check);
        Assert.Equal((Contradicted, CheckStrength.Advisory), (finding.Verdict, finding.Strength));
    }

    [Theory]
    [InlineData(ClaimedEpoch.Previous, -10, Supported)]
    [InlineData(ClaimedEpoch.Previous, 20, Contradicted)]
    [InlineData(ClaimedEpoch.Next, 50, Supported)]
    public void Check_EventOfANeighbour_IsLookedForThere(ClaimedEpoch epoch, double found, RuleVerdict expected) =>
        Assert.Equal(expected, Spindle(claim => claim.Of(epoch).At(20)).Found(SleepEventKind.Spindle, found).Verdict(Check));

    [Fact]
    public void Check_AnyEyeMovement_FitsABlink() =>
        Assert.Equal(Supported, CheckCase.Of(W).Claiming("The eyes move.", ClaimFeature.EyeMovement).Found(SleepEventKind.Blink, 4, role: ChannelRole.LOC).Verdict(Check));

    [Fact]
    public void Check_AmountsAndHedgedClaims_AreNotJudged()
    {
        Assert.Empty(CheckCase.Of(N3).Claiming("Slow waves.", ClaimFeature.SlowWave).Looking().Run(Check));
        Assert.Empty(Spindle(claim => claim with { Polarity = ClaimPolarity.Uncertain }).Looking().Run(Check));
    }

    private static CheckCase Spindle(Func<Claim, Claim> more) => CheckCase.Of(N2, "N2.1").Claiming("8 s: a spindle is seen.", ClaimFeature.Spindle, more);
}
