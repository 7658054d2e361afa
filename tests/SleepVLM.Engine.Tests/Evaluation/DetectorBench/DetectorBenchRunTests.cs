using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation.DetectorBench;

namespace SleepVLM.Engine.Tests.Evaluation.DetectorBench;

public class DetectorBenchRunTests
{
    [Fact]
    public void Run_LouderSpindles_AreFoundMoreOften()
    {
        var scores = new DetectorBenchRun(1, 1090, [0, -12], 40).Run(null, default);
        double Recall(double level) => scores.Single(score => score.Kind == SleepEventKind.Spindle && score.Scope == BenchScope.HomeStages && score.LevelDb == level).Counts.Recall!.Value;
        Assert.True(Recall(0) > 0.6);
        Assert.True(Recall(0) > Recall(-12) + 0.3);
    }

    [Fact]
    public void Run_SameSeed_GivesTheSameScores()
    {
        var run = new DetectorBenchRun(1, 1091, [null], 20);
        Assert.Equal(run.Run(null, default), run.Run(null, default));
    }

    [Fact]
    public void Run_Cancelled_Throws() =>
        Assert.Throws<OperationCanceledException>(() => new DetectorBenchRun(1, 1, [null], 20).Run(null, new CancellationToken(true)));
}
