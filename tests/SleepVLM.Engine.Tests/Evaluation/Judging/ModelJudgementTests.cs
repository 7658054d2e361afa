using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Evaluation.Judging;

namespace SleepVLM.Engine.Tests.Evaluation.Judging;

public sealed class ModelJudgementTests
{
    private const string Perfect = "WW1122";

    /// <summary>Two nights that together hold 20 W given W, 5 W given N1, 10 N1 given W and 15 N1 given N1: kappa 0.4 by hand.</summary>
    private static readonly NightJudgement[] Forty =
    [
        Judged.Night("a", new string('W', 20) + new string('1', 5), new string('W', 25), "a1"),
        Judged.Night("a", new string('W', 10) + new string('1', 15), new string('1', 25), "a2"),
    ];

    private static ModelJudgement Of(params NightJudgement[] nights) => new("model", "all", nights, 1);

    [Fact]
    public void Kappa_TwoNightsOfOneSubject_ArePooledBeforeTheMean()
    {
        var judged = Of([.. Forty, Judged.Night("b", Perfect, Perfect)]);
        Assert.Equal(["a", "b"], judged.Subjects.Select(subject => subject.Subject));
        Assert.Equal(0.4, judged.Subjects[0].Agreement.Kappa!.Value, 12);
        Assert.Equal(0.7, judged.Kappa.Value!.Value, 12);
        Assert.Equal(0.4, judged.Kappa.Interval!.Value.Low, 12);
        Assert.Equal(1, judged.Kappa.Interval.Value.High, 12);
        Assert.Equal(0.4, judged.KappaRange!.Value.Low, 12);
        Assert.Equal(41 / 56.0, judged.Accuracy.Value!.Value, 12);
    }

    [Fact]
    public void Kappa_OneSubject_HasNoInterval()
    {
        var judged = Of(Forty);
        Assert.Equal(0.4, judged.Kappa.Value!.Value, 12);
        Assert.Null(judged.Kappa.Interval);
    }

    [Fact]
    public void Kappa_SubjectOfOneStageOnly_IsLeftOutOfTheMean()
    {
        var judged = Of([.. Forty, Judged.Night("b", "WWW", "WWW")]);
        Assert.Equal(0.4, judged.Kappa.Value!.Value, 12);
        Assert.Null(Of(Judged.Night("b", "WWW", "WWW")).Kappa.Value);
        Assert.Null(Of(Judged.Night("b", "WWW", "WWW")).KappaRange);
    }

    [Fact]
    public void KappaOver_SameSubjects_IsTheMeanOfPairedDifferences()
    {
        var worse = Of([.. Forty, Judged.Night("b", Perfect, Perfect), Judged.Night("only here", Perfect, Perfect)]);
        var better = Of(Judged.Night("a", Perfect, Perfect), Judged.Night("b", Perfect, Perfect));
        var difference = better.KappaOver(worse)!.Value;
        Assert.Equal(0.3, difference.Value!.Value, 12);
        Assert.Equal(0, difference.Interval!.Value.Low, 12);
        Assert.Equal(0.6, difference.Interval.Value.High, 12);
        Assert.Null(Of(Judged.Night("c", Perfect, Perfect)).KappaOver(worse));
    }

    /// <summary>The staging is longer, an epoch is unscored in the reference, an answer is unparsable, N3 and R never come.</summary>
    [Fact]
    public void Pooled_UnequalNights_CountsWhatIsLeftOut()
    {
        var judged = Of(Judged.Night("a", "W1?22", "W?1"));
        Assert.Equal((2, 1, 1, 2), (judged.Pooled.Compared, judged.Pooled.StagingUnscored, judged.Pooled.ReferenceUnscored, judged.Pooled.OnlyInStaging));
        Assert.Equal(0.5, judged.Accuracy.Value);
        Assert.Null(judged.Pooled.Stages[(int)SleepStage.R].F1);
        Assert.Equal((0, null), (judged.Calibration.Epochs, judged.Calibration.Ece));
        Assert.Equal(0, judged.Citations.Epochs);
        Assert.Null(judged.Pace);
    }

    [Fact]
    public void Citations_StagingCitesRules_CountsAnEpochWithoutStageAsZero()
    {
        JudgedEpoch Epoch(int i, SleepStage? stage, params string[] rules) => new(new EpochIndex(i), stage) { Rules = [.. rules.Select(id => new RuleId(id))] };
        var staging = new JudgedStaging("s", null, null, [Epoch(0, SleepStage.W, "W.1"), Epoch(1, null), Epoch(2, SleepStage.N2, "N2.1")], []);
        var reference = new JudgedStaging("r", null, null, [Epoch(0, SleepStage.W, "W.1"), Epoch(1, SleepStage.W, "W.1"), Epoch(2, null, "N2.1")], []);
        var judged = Of(new NightJudgement("n", "a", staging, reference, new Pace(3, 2)));
        Assert.Equal((2, 0.5, 1.0), (judged.Citations.Epochs, judged.Citations.Iou!.Value, judged.Citations.IouWhereStageAgrees!.Value));
        Assert.Equal(1.5, judged.Pace!.Value.EpochsPerSecond);
    }

    [Fact]
    public void Confidences_ShiftedByClockTime_PairTheSameMoments()
    {
        var start = new DateTime(2001, 2, 3, 22, 0, 0);
        JudgedEpoch Sure(int i, SleepStage stage, Hypnodensity density) => new(new EpochIndex(i), stage) { Hypnodensity = density };
        var staging = new JudgedStaging("s", null, start, [Sure(0, SleepStage.W, new(1, 0, 0, 0, 0)), Sure(1, SleepStage.N2, new(0, 0, 1, 0, 0))], []);
        var reference = Judged.Staging("2") with { StartTime = start.AddSeconds(30) };
        Assert.Equal((1, 0.0), (Of(new NightJudgement("n", "a", staging, reference, null)).Calibration.Epochs, Of(new NightJudgement("n", "a", staging, reference, null)).Calibration.Ece!.Value));
    }
}
