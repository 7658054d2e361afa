using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation.CheckerBench;
using SleepVLM.Engine.Tests.Rules.Checks;
using SleepVLM.Engine.Tests.Staging;

namespace SleepVLM.Engine.Tests.Evaluation.CheckerBench;

/// <summary>The meter itself, with checkers whose score is known.</summary>
public class CheckerMeterTests
{
    private static CheckerScore Measure(Func<BenchRationale, ToldDecision, RuleReport> check)
    {
        var rationales = Enumerable.Range(0, 200).Select(seed => new Random(seed)).Select(random =>
        {
            var montage = RandomEvidence.Montage(Enum.GetValues<ChannelRole>());
            var evidence = RandomEvidence.Any(random, montage);
            return new BenchRationale(evidence, 1, montage, evidence.Events ?? []);
        });
        var meter = new CheckerMeter(CheckCase.Book, 20);
        meter.Add(new BenchNight([.. rationales], check), 1, CancellationToken.None);
        return meter.Score("test");
    }

    private static RuleReport Report(params (RuleVerdict Verdict, CheckStrength Strength, string Explanation)[] findings) => RuleReport.From(
        [.. findings.Select(finding => new RuleFinding("mine", null, finding.Verdict, finding.Strength, finding.Explanation, []))]);

    [Fact]
    public void CheckerThatAlwaysObjectsToChange_FindsEverything()
    {
        var score = Measure((right, told) => told == right.Right
            ? Report((RuleVerdict.Supported, CheckStrength.Strong, "right")) : Report((RuleVerdict.Contradicted, CheckStrength.Strong, "changed")));
        Assert.All(score.Faults, fault => Assert.Equal(1, fault.Found.Share));
        Assert.Equal(0, score.FalseAlarms.Share);
        Assert.True(score.Faults.Count > 15, $"only {score.Faults.Count} kinds had a case");
    }

    [Fact]
    public void CheckerThatObjectsToEverything_FindsNothingAndIsAllFalseAlarms()
    {
        var score = Measure((_, _) => Report((RuleVerdict.Contradicted, CheckStrength.Strong, "no")));
        Assert.All(score.Faults, fault => Assert.Equal(0, fault.Found.Share));
        Assert.Equal(1, score.FalseAlarms.Share);
        Assert.Equal(("mine", 200), Assert.Single(score.Alarms));
    }

    [Fact]
    public void SoftObjection_DoesNotFindAStrongFault()
    {
        var score = Measure((right, told) => told == right.Right ? Report() : Report((RuleVerdict.Contradicted, CheckStrength.Soft, "changed")));
        Assert.Equal(0, score.Found(CheckStrength.Strong).Hits);
        Assert.Equal(1, score.Found(CheckStrength.Soft).Share);
    }

    [Fact]
    public void Remark_CountsNeitherWay()
    {
        var score = Measure((_, told) => Report((RuleVerdict.Contradicted, CheckStrength.Advisory, told.Text)));
        Assert.Equal(0, score.FalseAlarms.Of);
        Assert.All(score.Faults, fault => Assert.Equal(0, fault.Found.Hits));
    }

    [Fact]
    public void Missed_AreKeptForReading()
    {
        var fault = Measure((_, _) => Report()).Faults[0];
        Assert.InRange(fault.Missed.Count, 1, 10);
        Assert.All(fault.Missed, missed => Assert.NotEqual("", missed.Text));
    }
}
