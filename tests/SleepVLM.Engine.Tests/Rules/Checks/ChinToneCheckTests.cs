using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using SleepVLM.Engine.Rules.Measurements;
using static SleepVLM.Contracts.RuleVerdict;
using static SleepVLM.Contracts.SleepStage;

namespace SleepVLM.Engine.Tests.Rules.Checks;

/// <summary>Rules R.1, R.2 and W.3; the night ranges from 1 to 16 uV.</summary>
public class ChinToneCheckTests
{
    private static readonly ChinToneCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData("R.1", R, 1.2, Supported)]
    [InlineData("R.1", R, 2.4, Supported)]
    [InlineData("R.1", R, 4, NotAssessable)]
    [InlineData("R.1", R, 7, NotAssessable)]
    [InlineData("R.1", R, 14, Contradicted)]
    [InlineData("R.2", R, 0.5, Supported)]
    [InlineData("R.2", R, 20, Contradicted)]
    [InlineData("W.3", W, 16, Supported)]
    [InlineData("W.3", W, 4, Supported)]
    [InlineData("W.3", W, 2.2, NotAssessable)]
    [InlineData("W.3", W, 1.1, Contradicted)]
    public void Check_Tone_IsHeldAgainstTheNight(string rule, SleepStage stage, double microvolts, RuleVerdict expected)
    {
        var finding = CheckCase.Of(stage, rule).Tone(microvolts).RunForOne(Check);
        Assert.Equal((expected, CheckStrength.Strong), (finding.Verdict, finding.Strength));
        Assert.Equal("uV", Assert.Single(finding.Evidence).Unit);
    }

    [Fact]
    public void Check_Explanation_TellsTonePlaceAndRange() => Assert.Equal(
        "Chin tone is 4.00 uV, 50 % of the way from the night's low of 1.00 uV to its high of 16.00 uV, where rule R.1 needs low tone.",
        CheckCase.Of(R, "R.1").Tone(4).RunForOne(Check).Explanation);

    [Fact]
    public void Check_TwitchesOverALowBaseline_DoNotContradictR() =>
        Assert.Equal(NotAssessable, CheckCase.Of(R, "R.1").Tone(14).Other(MeasurementNames.ChinBaseline, 1.3, "uV", ChannelRole.Chin).Verdict(Check));

    [Fact]
    public void Check_HighPlaceInANarrowRange_DoesNotContradictR() =>
        Assert.Equal(NotAssessable, CheckCase.Of(R, "R.1").Tone(1.4, low: 1, high: 1.4).Verdict(Check));

    [Theory]
    [InlineData(1, 1.2)]
    [InlineData(0, 16)]
    [InlineData(5, 1)]
    public void Check_RangeThatSaysNothing_IsNotAssessable(double low, double high) =>
        Assert.Equal(NotAssessable, CheckCase.Of(R, "R.1").Tone(1.1, low, high).Verdict(Check));

    [Fact]
    public void Check_NoTone_IsNotAssessable()
    {
        var finding = CheckCase.Of(R, "R.2").RunForOne(Check);
        Assert.Equal(NotAssessable, finding.Verdict);
        Assert.Contains("could not be measured", finding.Explanation);
    }

    [Fact]
    public void Check_OtherRules_AreNotJudged() => Assert.Empty(CheckCase.Of(W, "W.1", "N2.1", "R.3").Tone(1).Run(Check));
}
