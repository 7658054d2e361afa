using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.CheckStrength;
using static SleepVLM.Contracts.RuleVerdict;

namespace SleepVLM.Engine.Tests.Rules.Checks;

public class ClaimedDerivationCheckTests
{
    private static readonly ClaimedDerivationCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData("C4-M1", 0.9, Supported)]
    [InlineData("O2-M1", 0.9, Contradicted)]
    [InlineData("O2-M1", 0.6, Contradicted)]
    public void Check_DerivationOfASpindle_MustHoldIt(string named, double score, RuleVerdict expected) =>
        Assert.Equal(expected, Spindle(named).Found(SleepEventKind.Spindle, 8, role: ChannelRole.C4, score: score).Verdict(Check));

    [Fact]
    public void Check_TraceInTheNamedDerivation_LeavesItOpen() => Assert.Equal(
        NotAssessable, Spindle("O2-M1").Found(SleepEventKind.Spindle, 8).Trace(SleepEventKind.Spindle, 8.2, role: ChannelRole.O2).Verdict(Check));

    [Fact]
    public void Check_NamedDerivationThatCannotBeJudged_LeavesItOpen() => Assert.Equal(
        NotAssessable, Spindle("O2-M1").Quality(ChannelRole.O2, SignalFault.Flat, false).Found(SleepEventKind.Spindle, 8).Verdict(Check));

    [Theory]
    [InlineData(ClaimFeature.Spindle, "Chin", Strong)]
    [InlineData(ClaimFeature.AlphaRhythm, "Chin", Strong)]
    [InlineData(ClaimFeature.RapidEyeMovement, "Chin", Strong)]
    [InlineData(ClaimFeature.ChinTone, "O2-M1", Strong)]
    [InlineData(ClaimFeature.SlowWave, "LOC", Advisory)]
    [InlineData(ClaimFeature.RapidEyeMovement, "F4-M1", Advisory)]
    public void Check_ChannelOfTheWrongKind_IsContradicted(ClaimFeature feature, string named, CheckStrength strength)
    {
        var finding = CheckCase.Of(SleepStage.N2).Claiming("It is there.", feature, claim => claim.In(named)).RunForOne(Check);
        Assert.Equal((Contradicted, strength), (finding.Verdict, finding.Strength));
    }

    [Fact]
    public void Check_ClaimThatNamesNoChannel_IsNotJudged() =>
        Assert.Empty(CheckCase.Of(SleepStage.N2).Claiming("A spindle.", ClaimFeature.Spindle).Found(SleepEventKind.Spindle, 8).Run(Check));

    private static CheckCase Spindle(string named) => CheckCase.Of(SleepStage.N2).Claiming("A spindle is seen.", ClaimFeature.Spindle, claim => claim.At(8).In(named));
}
