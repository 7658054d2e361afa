using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using SleepVLM.Engine.Rules.Measurements;
using static SleepVLM.Contracts.RuleVerdict;
using static SleepVLM.Engine.Tests.Rules.Checks.ClaimParts;

namespace SleepVLM.Engine.Tests.Rules.Checks;

public class BackgroundCheckTests
{
    private static readonly BackgroundCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData(1, 10, Supported)]
    [InlineData(4, 10, NotAssessable)]
    [InlineData(1, 60, NotAssessable)]
    [InlineData(7, 10, Contradicted)]
    [InlineData(1, 80, Contradicted)]
    public void Check_MixedFrequency_IsContradictedBySlowWavesAndAlpha(double slowSeconds, double alphaPercent, RuleVerdict expected) => Assert.Equal(
        expected, CheckCase.Of(SleepStage.N1).Claiming("Mixed.", ClaimFeature.MixedFrequency).SlowWaves(slowSeconds).Alpha(alphaPercent).Verdict(Check));

    [Theory]
    [InlineData(ClaimFeature.Theta, EegBand.Theta, 20, Supported)]
    [InlineData(ClaimFeature.Theta, EegBand.Theta, 5, NotAssessable)]
    [InlineData(ClaimFeature.Theta, EegBand.Theta, 1, Contradicted)]
    [InlineData(ClaimFeature.Delta, EegBand.Delta, 80, Supported)]
    [InlineData(ClaimFeature.Delta, EegBand.Delta, 5, Contradicted)]
    public void Check_Band_MustHoldPower(ClaimFeature feature, EegBand band, double percent, RuleVerdict expected)
    {
        var finding = CheckCase.Of(SleepStage.N1).Claiming("So it is.", feature)
            .Other(MeasurementNames.RelativeBandPower(ChannelRole.C4, band), percent, "%", ChannelRole.C4).RunForOne(Check);
        Assert.Equal((expected, CheckStrength.Soft), (finding.Verdict, finding.Strength));
    }

    [Theory]
    [InlineData(9, Supported)]
    [InlineData(5, Contradicted)]
    public void Check_FrequencyOfTheBackground_IsRemarkedOn(double stated, RuleVerdict expected) => Assert.Equal(
        expected,
        CheckCase.Of(SleepStage.W).Claiming("The background.", ClaimFeature.Background, claim => claim with { FrequencyHz = Exactly(stated) })
            .Other(MeasurementNames.BackgroundFrequency, 9.4, "Hz", ChannelRole.O2).Verdict(Check));

    [Fact]
    public void Check_NothingMeasured_IsNotAssessable() => Assert.Equal(NotAssessable, CheckCase.Of(SleepStage.N1).Claiming("Theta.", ClaimFeature.Theta).Verdict(Check));
}
