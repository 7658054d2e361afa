using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.CheckStrength;
using static SleepVLM.Contracts.SleepStage;
using static SleepVLM.Engine.Tests.Rules.Checks.ClaimParts;

namespace SleepVLM.Engine.Tests.Rules.Checks;

public class StageTextCheckTests
{
    private static readonly StageTextCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData(N2, ClaimPolarity.Present, 1)]
    [InlineData(N3, ClaimPolarity.Present, 0)]
    [InlineData(N3, ClaimPolarity.Absent, 1)]
    [InlineData(N2, ClaimPolarity.Absent, 0)]
    [InlineData(N2, ClaimPolarity.Uncertain, 0)]
    public void Check_StageNamedInTheText_MustBeTheDecidedOne(SleepStage decided, ClaimPolarity polarity, int faults)
    {
        var findings = CheckCase.Of(decided).Claiming("This is N3.", ClaimFeature.None, claim => claim with { Stage = N3, Polarity = polarity }).Run(Check);
        Assert.Equal(faults, findings.Count);
        Assert.All(findings, finding => Assert.Equal((RuleVerdict.Contradicted, Strong), (finding.Verdict, finding.Strength)));
    }

    [Theory]
    [InlineData(N3, null, 14.0, true)]
    [InlineData(N3, 40.0, 40.0, false)]
    [InlineData(N2, 40.0, 40.0, true)]
    [InlineData(N2, 10.0, 10.0, false)]
    [InlineData(N2, 24.0, 24.0, false)]
    [InlineData(N3, 16.0, 16.0, false)]
    public void Check_ShareOfSlowWaves_MustFitTheStage(SleepStage stage, double? least, double? most, bool contradicts)
    {
        var findings = CheckCase.Of(stage).Claiming("Slow waves.", ClaimFeature.SlowWave, claim => claim with { SharePercent = Between(least, most) }).Run(Check);
        Assert.Equal(contradicts, findings is [{ Strength: Strong }]);
    }

    [Theory]
    [InlineData("W.1", W, 30.0, true)]
    [InlineData("W.1", W, 70.0, false)]
    [InlineData("N1.1", N1, 70.0, true)]
    [InlineData("N1.1", N1, 20.0, false)]
    [InlineData("W.2", W, 30.0, false)]
    public void Check_ShareOfAlpha_MustFitTheRule(string rule, SleepStage stage, double percent, bool contradicts) => Assert.Equal(
        contradicts,
        CheckCase.Of(stage, rule).Claiming("Alpha.", ClaimFeature.AlphaRhythm, claim => claim with { SharePercent = Exactly(percent) }).Run(Check) is [{ Strength: Strong }]);

    [Fact]
    public void Check_ThingsDeniedThatTheStageNeeds_AreContradicted()
    {
        Assert.Single(CheckCase.Of(N3).Claiming("No slow waves.", ClaimFeature.SlowWave, claim => claim.Denied()).Run(Check));
        Assert.Single(CheckCase.Of(W, "W.1").Claiming("No alpha.", ClaimFeature.AlphaRhythm, claim => claim.Denied()).Run(Check));
        Assert.Single(CheckCase.Of(R, "R.1").Claiming("No rapid eye movements.", ClaimFeature.RapidEyeMovement, claim => claim.Denied()).Run(Check));
        Assert.Single(CheckCase.Of(R, "R.1").Claiming("High tone.", ClaimFeature.ChinTone, claim => claim with { Level = ClaimedLevel.High }).Run(Check));
    }

    [Theory]
    [InlineData(N1, 8, true)]
    [InlineData(N1, 20, false)]
    [InlineData(N2, 8, false)]
    public void Check_SpindleInAnotherStage_IsDoubted(SleepStage stage, double at, bool doubted) => Assert.Equal(
        doubted, CheckCase.Of(stage).Claiming("A spindle.", ClaimFeature.Spindle, claim => claim.At(at)).Run(Check) is [{ Strength: Soft }]);

    [Theory]
    [InlineData(W, "A spindle is seen at 4 s.", Strong)]
    [InlineData(W, "A spindle is seen at 4 s. Alpha rhythm covers 80 % of the epoch.", Soft)]
    [InlineData(R, "A K complex is seen at 4 s.", Strong)]
    [InlineData(R, "A K complex is seen at 4 s. Rapid eye movements are seen at 9 s.", Soft)]
    public void Check_MarkOfN2InWakeOrRem_WeighsByWhatElseIsArgued(SleepStage stage, string text, CheckStrength strength) =>
        Assert.Equal(strength, CheckCase.Of(stage).Saying(text).RunForOne(Check).Strength);

    [Theory]
    [InlineData(N2, "Slow waves cover 30 % of the epoch, so the score N2 is uncertain.", Advisory)]
    [InlineData(W, "Slow waves cover 30 % of the epoch, so the score N2 is uncertain.", Strong)]
    public void Check_DoubtedScore_IsHonestOfItsOwnStageOnly(SleepStage stage, string text, CheckStrength strength) =>
        Assert.Equal(strength, CheckCase.Of(stage).Saying(text).Run(Check).Min(finding => finding.Strength));

    [Fact]
    public void Check_AnotherStageExcludedBeforeTheConclusion_IsNoFault() =>
        Assert.Empty(CheckCase.Of(W).Saying("Alpha for more than half of the epoch excludes N1, and it is scored W.").Run(Check));

    [Fact]
    public void Check_MovementRules_TakeTheirStageFromElsewhere() =>
        Assert.Empty(CheckCase.Of(N3, "MBM.2").Claiming("No slow waves.", ClaimFeature.SlowWave, claim => claim.Denied()).Run(Check));
}
