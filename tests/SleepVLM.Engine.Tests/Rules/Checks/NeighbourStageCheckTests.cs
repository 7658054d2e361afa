using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.RuleVerdict;
using static SleepVLM.Contracts.SleepStage;

namespace SleepVLM.Engine.Tests.Rules.Checks;

public class NeighbourStageCheckTests
{
    private static readonly NeighbourStageCheck Check = new();

    [Theory]
    [InlineData(ClaimedEpoch.Previous, N3, Supported)]
    [InlineData(ClaimedEpoch.Previous, R, Contradicted)]
    [InlineData(ClaimedEpoch.Next, N2, NotAssessable)]
    [InlineData(ClaimedEpoch.Neighbour, N3, Supported)]
    [InlineData(ClaimedEpoch.Neighbour, R, NotAssessable)]
    public void Check_StageOfANeighbour_IsHeldAgainstTheHypnogram(ClaimedEpoch epoch, SleepStage stated, RuleVerdict expected)
    {
        var finding = Case(epoch, stated).RunForOne(Check);
        Assert.Equal((expected, CheckStrength.Strong), (finding.Verdict, finding.Strength));
        Assert.NotNull(finding.Span);
    }

    [Fact]
    public void Check_StageOfTheTarget_IsNotJudgedHere() => Assert.Empty(Case(ClaimedEpoch.Target, R).Run(Check));

    private static CheckCase Case(ClaimedEpoch epoch, SleepStage stated) =>
        CheckCase.Of(N2).Between(N3, null).Claiming("The neighbour is so.", ClaimFeature.None, claim => claim.Of(epoch) with { Stage = stated });
}
