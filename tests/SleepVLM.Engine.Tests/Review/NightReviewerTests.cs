using SleepVLM.Contracts;
using SleepVLM.Engine.Review;

namespace SleepVLM.Engine.Tests.Review;

public class NightReviewerTests
{
    private static readonly Hypnodensity Sure = new(0.02f, 0.03f, 0.9f, 0.03f, 0.02f), Unsure = new(0.05f, 0.35f, 0.4f, 0.1f, 0.1f);

    [Fact]
    public void Review_NothingWrong_AsksForNoLook()
    {
        var review = One(Epoch(Sure));
        Assert.Equal(0, review.Score);
        Assert.Empty(review.Reasons);
    }

    [Fact]
    public void Review_Reasons_AreOrderedByWeightAndJoinedAsIndependentCauses()
    {
        var review = One(Epoch(Unsure, CheckStrength.Soft), new SecondOpinion("rules", SleepStage.N1, 0.8));
        Assert.Equal([ReviewConcern.Disagreement, ReviewConcern.LowConfidence, ReviewConcern.Contradiction], review.Reasons.Select(reason => reason.Concern));
        Assert.Equal(1 - review.Reasons.Aggregate(1.0, (rest, reason) => rest * (1 - reason.Weight)), review.Score, 3);
        Assert.Contains("N1 comes next with 35 %", review.Reasons[1].Explanation);
        Assert.Equal("'rules' would decide N1 with a probability of 80 %.", review.Reasons[0].Explanation);
    }

    [Fact]
    public void Review_StrongContradiction_OutweighsASoftOne() =>
        Assert.True(One(Epoch(Sure, CheckStrength.Strong)).Score > One(Epoch(Sure, CheckStrength.Soft)).Score);

    [Fact]
    public void Review_AdvisoryContradictionAndAgreement_WeighNothing() =>
        Assert.Equal(0, One(Epoch(Sure, CheckStrength.Advisory), new SecondOpinion("rules", SleepStage.N2, 1)).Score);

    [Fact]
    public void Review_LessSure_ScoresHigher() => Assert.True(
        One(Epoch(new Hypnodensity(0.2f, 0.2f, 0.2f, 0.2f, 0.2f))).Score > One(Epoch(new Hypnodensity(0.1f, 0.1f, 0.6f, 0.1f, 0.1f))).Score);

    [Fact]
    public void Review_ProbabilityThatIsNone_SaysNothing() => Assert.Equal(0, One(Epoch(new Hypnodensity(float.NaN, 0, float.NaN, 0, 0))).Score);

    [Fact]
    public void Review_PoorChannelAndTruncation_AskForALook()
    {
        var epoch = Epoch(Sure);
        epoch = epoch with
        {
            Outcome = (StageDecision)epoch.Outcome with { Rationale = new Rationale("", [], Truncated: true) },
            Events = new EpochEvents(new EpochIndex(0), [], new HashSet<SleepEventKind>(), [new SignalQuality(ChannelRole.C4, new Derivation("C4", "M1"), SignalFault.Flat, 30, false)]),
        };
        Assert.Equal([ReviewConcern.PoorSignal, ReviewConcern.Truncated], One(epoch).Reasons.Select(reason => reason.Concern));
    }

    [Fact]
    public void Review_UnparsableAnswer_IsWorthALookAndAGapIsNot()
    {
        var provenance = Epoch(Sure).Outcome.Provenance;
        double Score(UnscoredReason reason) => One(new StudyEpoch(new Unscored(new EpochIndex(0), provenance, "", "", reason, "so it is"), RuleReport.From([]))).Score;
        Assert.True(Score(UnscoredReason.UnparsableAnswer) > 0.5);
        Assert.Equal(0, Score(UnscoredReason.SignalGap));
    }

    [Fact]
    public void Review_RuleOfTheNight_StandsAtEveryEpochOfItsStretch()
    {
        var review = NightReviewer.Review(NightCase.Epochs("N2:N2.1 R:R.2 R:R.2 N2:N2.1"), _ => []);
        Assert.Contains(review.Findings, found => found.Check == "rem-chain");
        Assert.Equal([false, true, true, false], review.Epochs.Select(epoch => epoch.Reasons.Any(reason => reason.Concern == ReviewConcern.NightRule)));
    }

    [Fact]
    public void Queue_HasTheHighestScoreFirstAndLeavesOutWhatNeedsNoLook()
    {
        StudyEpoch Reviewed(int epoch, double score) => NightCase.Epochs("N2", epoch)[0] with { Review = new EpochReview(new EpochIndex(epoch), score, [], []) };
        var study = Outputs.Studies.Of(Reviewed(0, 0.2), Reviewed(1, 0), Reviewed(2, 0.9), Reviewed(3, 0.2));
        Assert.Equal([3, 1, 4], study.ReviewQueue.Select(epoch => epoch.Outcome.Index.Number));
    }

    private static EpochReview One(StudyEpoch epoch, params SecondOpinion[] opinions) => Assert.Single(NightReviewer.Review([epoch], _ => opinions).Epochs);

    private static StudyEpoch Epoch(Hypnodensity density, CheckStrength? contradicted = null) => new(
        NightCase.Decide(new EpochIndex(0), SleepStage.N2, density, rules: "N2.1"),
        RuleReport.From(contradicted is { } strength ? [new RuleFinding("test", null, RuleVerdict.Contradicted, strength, "It is not so.", [])] : []));
}
