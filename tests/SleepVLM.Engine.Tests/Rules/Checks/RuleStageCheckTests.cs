using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;

namespace SleepVLM.Engine.Tests.Rules.Checks;

public class RuleStageCheckTests
{
    private static readonly RuleStageCheck Check = new(CheckCase.Book);

    [Fact]
    public void Check_EveryRuleWithEveryStage_ContradictsWhereTheBookDoes()
    {
        foreach (var rule in CheckCase.Book.Rules)
        {
            foreach (var stage in Enum.GetValues<SleepStage>())
            {
                var findings = CheckCase.Of(stage, rule.Id.Value).Run(Check);
                if (rule.Stages.Contains(stage)) Assert.Empty(findings);
                else
                {
                    var finding = Assert.Single(findings);
                    Assert.Equal((RuleVerdict.Contradicted, CheckStrength.Strong, rule.Id), (finding.Verdict, finding.Strength, finding.Rule));
                    Assert.Contains($"not to {stage}", finding.Explanation);
                }
            }
        }
    }

    [Theory]
    [InlineData("N3.2")]
    [InlineData("n3.1")]
    [InlineData("")]
    public void Check_UnknownRule_IsContradicted(string id) =>
        Assert.Contains($"no rule {id}", CheckCase.Of(SleepStage.N3, id).RunForOne(Check).Explanation);

    [Fact]
    public void Check_SameFaultTwice_IsToldOnce() => Assert.Single(CheckCase.Of(SleepStage.W, "N3.1", "N3.1").Run(Check));

    [Fact]
    public void Check_NoRules_IsOnlyRemarked() =>
        Assert.True(CheckCase.Of(SleepStage.W).RunForOne(Check) is { Verdict: RuleVerdict.NotAssessable, Strength: CheckStrength.Advisory });
}
