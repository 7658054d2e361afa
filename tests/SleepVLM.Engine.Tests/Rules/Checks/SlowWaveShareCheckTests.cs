using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Rules.Checks;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Engine.Tests.Rules.Measurements;
using static SleepVLM.Contracts.CheckStrength;
using static SleepVLM.Contracts.RuleVerdict;
using static SleepVLM.Contracts.SleepStage;

namespace SleepVLM.Engine.Tests.Rules.Checks;

/// <summary>Rule N3.1.</summary>
public class SlowWaveShareCheckTests
{
    private static readonly SlowWaveShareCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData(N3, 12, Supported, Strong)]
    [InlineData(N3, 6, Supported, Strong)]
    [InlineData(N3, 5.9, NotAssessable, Strong)]
    [InlineData(N3, 5.5, NotAssessable, Strong)]
    [InlineData(N3, 5.4, Contradicted, Strong)]
    [InlineData(N3, 0, Contradicted, Strong)]
    [InlineData(N2, 12, Contradicted, Strong)]
    [InlineData(N2, 6.6, Contradicted, Strong)]
    [InlineData(N2, 6.5, NotAssessable, Strong)]
    [InlineData(N2, 5.5, NotAssessable, Strong)]
    [InlineData(N2, 5.4, Supported, Soft)]
    public void Check_Seconds_AreHeldAgainstSix(SleepStage stage, double seconds, RuleVerdict verdict, CheckStrength strength)
    {
        var finding = CheckCase.Of(stage, stage == N3 ? "N3.1" : "N2.1").SlowWaves(seconds).RunForOne(Check);
        Assert.Equal((verdict, strength), (finding.Verdict, finding.Strength));
    }

    [Fact]
    public void Check_SlowWavesCover19Percent_ContradictsN3AndTellsTheMargins()
    {
        var finding = CheckCase.Of(N3, "N3.1").SlowWaves(5.2).Other(MeasurementNames.LargestSlowWave, 81, "uV", ChannelRole.F4).RunForOne(Check);
        Assert.Equal(
            "Slow waves fill 5.2 s of the epoch in F4-M1, 0.8 s less than the 6 s of N3, where N3 is decided; the largest is 81 uV, 6 uV above the limit of 75 uV.",
            finding.Explanation);
        Assert.Equal(["slow-wave seconds", "largest slow wave"], finding.Evidence.Select(measurement => measurement.Name));
    }

    [Theory]
    [InlineData(N3, 2)]
    [InlineData(N2, 9)]
    public void Check_MeasuredInAStandIn_ContradictsSoftly(SleepStage stage, double seconds)
    {
        var finding = CheckCase.Of(stage).SlowWaves(seconds, ChannelRole.C4).RunForOne(Check);
        Assert.Equal((Contradicted, Soft), (finding.Verdict, finding.Strength));
        Assert.Contains("C4-M1 (in place of a frontal derivation)", finding.Explanation);
    }

    [Fact]
    public void Check_BipolarFrontal_IsAStandInToo()
    {
        var channel = CheckCase.Channel(ChannelRole.F4, "F4", "M1", ChannelOrigin.Bipolar);
        Assert.Equal(Soft, CheckCase.Of(N3).Recording(channel).SlowWaves(1).RunForOne(Check).Strength);
    }

    [Fact]
    public void Check_UnusableSecondsCouldHoldTheRest_IsNotAssessable() =>
        Assert.Equal(NotAssessable, CheckCase.Of(N3).SlowWaves(4).Other(MeasurementNames.UnusableSeconds(ChannelRole.F4), 2, "s", ChannelRole.F4).Verdict(Check));

    [Theory]
    [InlineData(N3)]
    [InlineData(N2)]
    public void Check_NotMeasured_IsNotAssessable(SleepStage stage) => Assert.Equal(NotAssessable, CheckCase.Of(stage).Verdict(Check));

    [Fact]
    public void Check_OtherStagesAndMovementRules_AreNotJudged()
    {
        foreach (var stage in new[] { W, N1, R }) Assert.Empty(CheckCase.Of(stage).SlowWaves(20).Run(Check));
        Assert.Empty(CheckCase.Of(N3, "MBM.2").SlowWaves(0).Run(Check));
    }

    [Theory]
    [InlineData(19 * 0.3 - 0.7, Contradicted)]
    [InlineData(40 * 0.3, Supported)]
    public void Check_WavesDrawnIntoASignal_AreMeasuredAndJudged(double seconds, RuleVerdict expected)
    {
        var night = new SyntheticNight().Sine(ChannelRole.F4, 31, 31 + seconds, 1, 40).Build();
        var (epochs, whole, _) = NightAnalyzer.Analyze(night, null, default);
        var context = CheckCase.Of(N3, "N3.1").Build() with { Measured = epochs[1]!, Night = whole, Montage = night.Montage };
        Assert.Equal(expected, Assert.Single(Check.Check(context)).Verdict);
        Assert.Equal(
            expected == Supported ? EpochVerdict.Sound : EpochVerdict.Contradicted, new RuleChecker(CheckCase.Book).Check(context).Verdict);
    }
}
