using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using SleepVLM.Engine.Rules.Measurements;
using static SleepVLM.Contracts.RuleVerdict;
using static SleepVLM.Contracts.SleepEventKind;

namespace SleepVLM.Engine.Tests.Rules.Checks;

/// <summary>Rules N1.2, N2.4 and R.3.</summary>
public class TransitionCheckTests
{
    private static readonly TransitionCheck Check = new();

    [Theory]
    [InlineData(6.0, Supported)]
    [InlineData(9.5, NotAssessable)]
    public void Check_N12_NeedsASlowedBackground(double hertz, RuleVerdict expected) => Assert.Equal(
        expected, CheckCase.Of(SleepStage.N1, "N1.2").Other(MeasurementNames.BackgroundFrequency, hertz, "Hz", ChannelRole.O2).Verdict(Check));

    [Fact]
    public void Check_N12_IsServedByAVertexWaveToo() => Assert.Equal(Supported, CheckCase.Of(SleepStage.N1, "N1.2").Found(VertexWave, 9).Verdict(Check));

    [Fact]
    public void Check_N12WithNothingKnown_IsNotAssessable() => Assert.Equal(NotAssessable, CheckCase.Of(SleepStage.N1, "N1.2").Verdict(Check));

    [Theory]
    [InlineData("N2.4", SleepStage.N1, Arousal, Supported)]
    [InlineData("N2.4", SleepStage.N1, Blink, NotAssessable)]
    [InlineData("R.3", SleepStage.N1, Arousal, Supported)]
    [InlineData("R.3", SleepStage.N2, KComplex, Supported)]
    [InlineData("R.3", SleepStage.N2, Arousal, NotAssessable)]
    public void Check_EndOfN2AndR_NeedsItsSign(string rule, SleepStage stage, SleepEventKind kind, RuleVerdict expected)
    {
        var finding = CheckCase.Of(stage, rule).Found(kind, -3).RunForOne(Check);
        Assert.Equal((expected, CheckStrength.Advisory), (finding.Verdict, finding.Strength));
    }

    [Theory]
    [InlineData("N2.4", SleepStage.W)]
    [InlineData("R.3", SleepStage.N3)]
    public void Check_EndByTheStageItself_NeedsNoSign(string rule, SleepStage stage) => Assert.Empty(CheckCase.Of(stage, rule).Looking().Run(Check));
}
