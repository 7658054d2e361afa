using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.RuleVerdict;
using static SleepVLM.Contracts.SleepStage;

namespace SleepVLM.Engine.Tests.Rules.Checks;

public class RuleContextCheckTests
{
    private static readonly RuleContextCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData("N2.2", N2, N2, null, Supported)]
    [InlineData("N2.2", N2, N3, null, Supported)]
    [InlineData("N2.2", N2, W, null, Contradicted)]
    [InlineData("N2.2", N2, null, N2, NotAssessable)]
    [InlineData("N2.3", N2, N3, null, Supported)]
    [InlineData("N2.3", N2, N2, N3, Contradicted)]
    [InlineData("N2.3", N2, null, null, NotAssessable)]
    [InlineData("N2.4", N1, N2, null, Supported)]
    [InlineData("N2.4", N1, R, null, Contradicted)]
    [InlineData("R.2", R, R, null, Supported)]
    [InlineData("R.2", R, N2, R, Supported)]
    [InlineData("R.2", R, null, R, Supported)]
    [InlineData("R.2", R, N2, N2, Contradicted)]
    [InlineData("R.2", R, N2, null, NotAssessable)]
    [InlineData("R.3", N1, R, null, Supported)]
    [InlineData("R.3", N1, N2, R, Contradicted)]
    [InlineData("MBM.2", N2, W, N2, Supported)]
    [InlineData("MBM.2", N2, N2, W, Contradicted)]
    [InlineData("MBM.2", N2, N2, null, NotAssessable)]
    public void Check_RuleBetweenNeighbours_IsJudgedByThem(string rule, SleepStage stage, SleepStage? previous, SleepStage? next, RuleVerdict expected)
    {
        var finding = CheckCase.Of(stage, rule).Between(previous, next).RunForOne(Check);
        Assert.Equal((expected, CheckStrength.Strong), (finding.Verdict, finding.Strength));
        Assert.Equal(rule, finding.Rule!.Value.Value);
    }

    [Theory]
    [InlineData(W, W, 0.0, Supported)]
    [InlineData(W, N2, 0.0, Contradicted)]
    [InlineData(W, N2, 20.0, Supported)]
    [InlineData(W, N2, 4.0, NotAssessable)]
    [InlineData(W, N2, null, NotAssessable)]
    [InlineData(null, W, 0.0, NotAssessable)]
    [InlineData(null, null, 30.0, Supported)]
    public void Check_Mbm1_NeedsWakeOnBothSidesOrAlpha(SleepStage? previous, SleepStage? next, double? alpha, RuleVerdict expected)
    {
        var decision = CheckCase.Of(W, "MBM.1").Between(previous, next);
        if (alpha is { } percent) decision.Alpha(percent);
        var finding = decision.RunForOne(Check);
        Assert.Equal(expected, finding.Verdict);
        if (finding.Verdict == Contradicted) Assert.Equal(CheckStrength.Soft, finding.Strength);
    }

    [Fact]
    public void Check_Explanation_NamesNeedAndNeighbours() => Assert.Equal(
        "Rule N2.3 needs N3 before it; the epoch before is N1.", CheckCase.Of(N2, "N2.3").Between(N1, N2).RunForOne(Check).Explanation);

    [Fact]
    public void Check_RulesWithoutContext_SayNothing() => Assert.Empty(CheckCase.Of(N3, "N3.1", "W.1", "X.9").Run(Check));
}
