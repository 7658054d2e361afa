using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Evaluation.DetectorBench;

namespace SleepVLM.Engine.Tests.Evaluation.DetectorBench;

public class IdealObserverTests
{
    [Fact]
    public void Run_Ideal_NearlyAllPlainSpindlesAreFoundAndFewFaintOnes()
    {
        var scores = new DetectorBenchRun(1, 1092, [0, -12], 40, Ideal: true).Run(null, default);
        double F1(double level) => scores.Single(score => score.Kind == SleepEventKind.Spindle && score.Scope == BenchScope.HomeStages && score.LevelDb == level).Ideal!.Value.F1!.Value;
        Assert.True(F1(0) > 0.9, $"{F1(0)}");
        Assert.True(F1(0) > F1(-12) + 0.3, $"{F1(-12)}");
        Assert.All(scores.Where(score => score.Scope == BenchScope.WholeNight || score.Kind == SleepEventKind.SlowWave), score => Assert.Null(score.Ideal));
    }

    [Fact]
    public void Best_OfAllThresholds_IsTakenOverAllNightsTogether()
    {
        SleepEvent[] truth = [Event(10, 0), Event(20, 0)];
        DetectedEvent[] one = [Event(10, 6), Event(20, 4), Event(30, 5)], other = [Event(10, 3), Event(20, 3)];
        var stages = new[] { SleepStage.N2, SleepStage.N2 };
        EventCounts[] first = IdealThresholds.Of(SleepEventKind.Spindle, truth, one, stages), second = IdealThresholds.Of(SleepEventKind.Spindle, truth, other, stages);
        Assert.Equal(new EventCounts(2, 3, 2), IdealThresholds.Best([first]));
        Assert.Equal(new EventCounts(4, 5, 4), IdealThresholds.Best([first, second]));
    }

    private static DetectedEvent Event(double onset, double evidence) =>
        new(SleepEventKind.Spindle, onset, 1, ChannelRole.C4, 40, 13, new Derivation("C4", "M1"), evidence, "");
}
