using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation.Judging;

namespace SleepVLM.Engine.Tests.Evaluation.Judging;

public sealed class RuleCitationsTests
{
    private static (IReadOnlyList<RuleId>, IReadOnlyList<RuleId>, bool) Epoch(string cited, string reference, bool agrees) =>
        (Rules(cited), Rules(reference), agrees);

    private static IReadOnlyList<RuleId> Rules(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => new RuleId(id))];

    /// <summary>A half, nothing and all of the rules; an epoch whose reference tells none is left out.</summary>
    [Fact]
    public void Iou_FourEpochs_MatchesHandCalculation()
    {
        var citations = RuleCitations.Of(
        [
            Epoch("N2.1 N2.2", "N2.1", agrees: true), Epoch("", "R.1", agrees: false), Epoch("N1.1", "", agrees: true), Epoch("W.1", "W.1", agrees: true),
        ]);
        Assert.Equal(3, citations.Epochs);
        Assert.Equal(0.5, citations.Iou!.Value, 12);
        Assert.Equal(1 / 3.0, citations.ExactShare!.Value, 12);
        Assert.Equal((2, 0.75), (citations.AgreeingEpochs, citations.IouWhereStageAgrees!.Value));
        Assert.Equal(
            [new RuleCount("N2.1", 1, 1, 1), new RuleCount("N2.2", 1, 0, 0), new RuleCount("R.1", 0, 1, 0), new RuleCount("W.1", 1, 1, 1)], citations.Rules);
    }

    [Fact]
    public void Iou_RuleCitedTwice_CountsOnce() => Assert.Equal(1, RuleCitations.Of([Epoch("W.1 W.1", "W.1", agrees: true)]).Iou);

    [Fact]
    public void Iou_ReferenceWithoutRules_IsNotDefined()
    {
        var citations = RuleCitations.Of([Epoch("W.1", "", agrees: true)]);
        Assert.Equal((0, null, null, null), (citations.Epochs, citations.Iou, citations.ExactShare, citations.IouWhereStageAgrees));
    }
}
