using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.RuleVerdict;
using static SleepVLM.Contracts.SleepEventKind;

namespace SleepVLM.Engine.Tests.Rules.Checks;

/// <summary>Rules W.2, W.3 and R.1.</summary>
public class EyeRuleCheckTests
{
    private static readonly EyeRuleCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData("W.2", Blink, 8, Supported)]
    [InlineData("W.2", Blink, 2, NotAssessable)]
    [InlineData("W.2", RapidEyeMovement, 8, NotAssessable)]
    [InlineData("W.2", SlowEyeMovement, 8, Contradicted)]
    [InlineData("W.3", RapidEyeMovement, 8, Supported)]
    [InlineData("W.3", RapidEyeMovement, 1, NotAssessable)]
    [InlineData("R.1", RapidEyeMovement, 1, Supported)]
    [InlineData("R.1", Blink, 1, NotAssessable)]
    [InlineData("R.1", SlowEyeMovement, 3, Contradicted)]
    public void Check_EyeMovements_AreHeldAgainstTheRule(string rule, SleepEventKind kind, int count, RuleVerdict expected)
    {
        var decision = CheckCase.Of(rule == "R.1" ? SleepStage.R : SleepStage.W, rule);
        for (var i = 0; i < count; i++) decision.Found(kind, 1 + 3.3 * i, 0.4, ChannelRole.LOC);
        var finding = decision.RunForOne(Check);
        Assert.Equal((expected, CheckStrength.Soft), (finding.Verdict, finding.Strength));
    }

    [Fact]
    public void Check_NoEog_IsNotAssessable() => Assert.Equal(NotAssessable, CheckCase.Of(SleepStage.R, "R.1").Looking(Spindle).Verdict(Check));

    [Fact]
    public void Check_OtherRules_AreNotJudged() => Assert.Empty(CheckCase.Of(SleepStage.R, "R.2", "W.1").Looking().Run(Check));
}
