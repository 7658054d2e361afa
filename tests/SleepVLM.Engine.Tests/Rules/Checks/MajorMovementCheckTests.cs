using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using SleepVLM.Engine.Rules.Measurements;
using static SleepVLM.Contracts.RuleVerdict;

namespace SleepVLM.Engine.Tests.Rules.Checks;

/// <summary>Rules MBM.1 and MBM.2.</summary>
public class MajorMovementCheckTests
{
    private static readonly MajorMovementCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData("MBM.1", SleepStage.W, 20, Supported)]
    [InlineData("MBM.1", SleepStage.W, 9, NotAssessable)]
    [InlineData("MBM.2", SleepStage.N2, 15, Supported)]
    [InlineData("MBM.2", SleepStage.N2, 2, Contradicted)]
    public void Check_Seconds_AreHeldAgainstHalfOfTheEpoch(string rule, SleepStage stage, double seconds, RuleVerdict expected)
    {
        var finding = CheckCase.Of(stage, rule).Other(MeasurementNames.MovementSeconds, seconds, "s", ChannelRole.C4).RunForOne(Check);
        Assert.Equal((expected, CheckStrength.Soft), (finding.Verdict, finding.Strength));
    }

    [Fact]
    public void Check_NotMeasured_IsNotAssessable() => Assert.Equal(NotAssessable, CheckCase.Of(SleepStage.W, "MBM.1").Verdict(Check));

    [Fact]
    public void Check_OtherRules_AreNotJudged() =>
        Assert.Empty(CheckCase.Of(SleepStage.W, "W.1").Other(MeasurementNames.MovementSeconds, 30, "s", ChannelRole.C4).Run(Check));
}
