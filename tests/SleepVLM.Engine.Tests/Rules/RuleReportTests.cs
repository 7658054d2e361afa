using SleepVLM.Contracts;
using static SleepVLM.Contracts.CheckStrength;
using static SleepVLM.Contracts.RuleVerdict;

namespace SleepVLM.Engine.Tests.Rules;

public class RuleReportTests
{
    [Theory]
    [InlineData(EpochVerdict.NotAssessable)]
    [InlineData(EpochVerdict.NotAssessable, NotAssessable, Strong)]
    [InlineData(EpochVerdict.NotAssessable, Supported, Advisory)]
    [InlineData(EpochVerdict.NotAssessable, Contradicted, Advisory)]
    [InlineData(EpochVerdict.Sound, Supported, Soft)]
    [InlineData(EpochVerdict.Sound, Supported, Strong, Contradicted, Advisory)]
    [InlineData(EpochVerdict.Doubtful, Contradicted, Soft)]
    [InlineData(EpochVerdict.Doubtful, Supported, Strong, Contradicted, Soft)]
    [InlineData(EpochVerdict.Contradicted, Contradicted, Strong)]
    [InlineData(EpochVerdict.Contradicted, Contradicted, Soft, Contradicted, Strong)]
    [InlineData(EpochVerdict.Contradicted, Supported, Strong, Contradicted, Strong)]
    public void From_Findings_GiveTheVerdict(EpochVerdict expected, params object[] findings)
    {
        var list = findings.Chunk(2).Select(pair => new RuleFinding("test", null, (RuleVerdict)pair[0], (CheckStrength)pair[1], "So.", [])).ToList();
        Assert.Equal(expected, RuleReport.From(list).Verdict);
        list.Reverse();
        Assert.Equal(expected, RuleReport.From(list).Verdict);
    }
}
