using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.CheckStrength;
using static SleepVLM.Contracts.RuleVerdict;

namespace SleepVLM.Engine.Tests.Rules.Checks;

/// <summary>Rule N2.1.</summary>
public class SleepMarkCheckTests
{
    private static readonly SleepMarkCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData(SleepEventKind.Spindle, 3, Supported)]
    [InlineData(SleepEventKind.KComplex, 14.9, Supported)]
    [InlineData(SleepEventKind.KComplex, -14, Supported)]
    [InlineData(SleepEventKind.KComplex, -16, Contradicted)]
    [InlineData(SleepEventKind.Spindle, 16, Contradicted)]
    public void Check_Mark_MustStartBetweenTheLastHalfBeforeAndTheFirstHalf(SleepEventKind kind, double at, RuleVerdict expected)
    {
        var finding = CheckCase.Of(SleepStage.N2, "N2.1").Found(kind, at).RunForOne(Check);
        Assert.Equal((expected, Soft), (finding.Verdict, finding.Strength));
    }

    [Theory]
    [InlineData(4.5, Contradicted)]
    [InlineData(6.5, Contradicted)]
    [InlineData(9, Supported)]
    public void Check_KComplexOfAnArousal_DoesNotCount(double arousal, RuleVerdict expected) => Assert.Equal(
        expected == Contradicted ? NotAssessable : expected,
        CheckCase.Of(SleepStage.N2, "N2.1").Found(SleepEventKind.KComplex, 5).Found(SleepEventKind.KComplex, 22, score: 0.9)
            .Found(SleepEventKind.Spindle, 3, score: 0.3).Found(SleepEventKind.Arousal, arousal, 4).Verdict(Check));

    [Fact]
    public void Check_NothingFound_IsContradictedSoftly() =>
        Assert.True(CheckCase.Of(SleepStage.N2, "N2.1").Looking().RunForOne(Check) is { Verdict: Contradicted, Strength: Soft });

    [Fact]
    public void Check_NotLookedFor_IsNotAssessable() => Assert.Equal(NotAssessable, CheckCase.Of(SleepStage.N2, "N2.1").Verdict(Check));

    [Theory]
    [InlineData(ClaimedEpoch.Target, 22, true)]
    [InlineData(ClaimedEpoch.Target, 8, false)]
    [InlineData(ClaimedEpoch.Previous, 22, false)]
    [InlineData(ClaimedEpoch.Previous, 5, true)]
    [InlineData(ClaimedEpoch.Next, 5, true)]
    public void Check_TextThatPlacesItsMarkElsewhere_ContradictsItself(ClaimedEpoch epoch, double at, bool contradicts)
    {
        var findings = CheckCase.Of(SleepStage.N2, "N2.1").Claiming("A K complex.", ClaimFeature.KComplex, claim => claim.Of(epoch).At(at)).Run(Check);
        Assert.Equal(contradicts, findings.Any(finding => finding is { Verdict: Contradicted, Strength: Strong }));
    }

    [Fact]
    public void Check_TextThatLocatesNoMark_IsRemarkedOn() => Assert.Contains(
        CheckCase.Of(SleepStage.N2, "N2.1").Claiming("Spindles are seen.", ClaimFeature.Spindle).Found(SleepEventKind.Spindle, 4).Run(Check),
        finding => finding is { Verdict: NotAssessable, Strength: Advisory });

    [Fact]
    public void Check_OtherRules_AreNotJudged() => Assert.Empty(CheckCase.Of(SleepStage.N2, "N2.2", "N2.3").Looking().Run(Check));
}
