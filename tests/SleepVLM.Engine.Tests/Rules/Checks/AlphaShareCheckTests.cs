using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.CheckStrength;
using static SleepVLM.Contracts.RuleVerdict;
using static SleepVLM.Contracts.SleepStage;

namespace SleepVLM.Engine.Tests.Rules.Checks;

/// <summary>Rules W.1 and N1.1.</summary>
public class AlphaShareCheckTests
{
    private static readonly AlphaShareCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData("W.1", W, 80, Supported)]
    [InlineData("W.1", W, 50, Supported)]
    [InlineData("W.1", W, 40, NotAssessable)]
    [InlineData("W.1", W, 30, Contradicted)]
    [InlineData("N1.1", N1, 20, Supported)]
    [InlineData("N1.1", N1, 60, NotAssessable)]
    [InlineData("N1.1", N1, 70, Contradicted)]
    public void Check_Share_IsHeldAgainstHalf(string rule, SleepStage stage, double percent, RuleVerdict expected)
    {
        var finding = CheckCase.Of(stage, rule).Alpha(percent).RunForOne(Check);
        Assert.Equal((expected, Strong), (finding.Verdict, finding.Strength));
    }

    [Fact]
    public void Check_MeasuredInAStandIn_ContradictsSoftly()
    {
        var finding = CheckCase.Of(W, "W.1").Alpha(0, ChannelRole.C4).RunForOne(Check);
        Assert.Equal((Contradicted, Soft), (finding.Verdict, finding.Strength));
        Assert.Equal("Alpha fills 0 % of the epoch in C4-M1 (in place of an occipital derivation), where rule W.1 needs more than 50 %.", finding.Explanation);
    }

    [Fact]
    public void Check_NotMeasured_IsNotAssessable() => Assert.Equal(NotAssessable, CheckCase.Of(W, "W.1").Verdict(Check));

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    [InlineData(null, 1)]
    public void Check_N11WithoutAlphaInTheNight_IsDoubted(bool? producer, int findings) =>
        Assert.Equal(findings, CheckCase.Of(N1, "N1.1").Alpha(0).AlphaProducer(producer).Run(Check).Count);

    [Fact]
    public void Check_OtherRules_AreNotJudged() => Assert.Empty(CheckCase.Of(N1, "N1.2", "W.2").Alpha(90).Run(Check));
}
