using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.CheckStrength;
using static SleepVLM.Contracts.RuleVerdict;
using static SleepVLM.Contracts.SleepEventKind;

namespace SleepVLM.Engine.Tests.Rules.Checks;

/// <summary>Rules N2.2 and R.2.</summary>
public class ContinuationCheckTests
{
    private static readonly ContinuationCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData(SleepStage.N2, "N2.2")]
    [InlineData(SleepStage.R, "R.2")]
    public void Check_ArousalInTheFirstHalf_IsRemarkedOn(SleepStage stage, string rule)
    {
        Assert.Contains(CheckCase.Of(stage, rule).Found(Arousal, 4, 5).Run(Check), finding => finding is { Verdict: Contradicted, Strength: Advisory });
        Assert.All(CheckCase.Of(stage, rule).Found(Arousal, 20, 5).Run(Check), finding => Assert.Equal(Supported, finding.Verdict));
    }

    [Theory]
    [InlineData(Spindle, 4, 0.9, Contradicted)]
    [InlineData(KComplex, 4, 0.6, NotAssessable)]
    [InlineData(Spindle, 20, 0.9, Supported)]
    public void Check_MarkOfN2InR2_IsHeldAgainstIt(SleepEventKind kind, double at, double score, RuleVerdict expected)
    {
        var findings = CheckCase.Of(SleepStage.R, "R.2").Found(kind, at, score: score).Run(Check);
        Assert.Equal(expected, Assert.Single(findings, finding => finding.Strength == Soft).Verdict);
    }

    [Fact]
    public void Check_NotLookedFor_SaysNothing() => Assert.Empty(CheckCase.Of(SleepStage.R, "R.2").Run(Check));
}
