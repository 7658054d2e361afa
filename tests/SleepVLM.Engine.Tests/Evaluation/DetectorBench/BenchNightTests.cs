using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Evaluation.DetectorBench;

namespace SleepVLM.Engine.Tests.Evaluation.DetectorBench;

public class BenchNightTests
{
    private static readonly SleepStage[] Stages = [SleepStage.N2, SleepStage.N3];

    [Fact]
    public void Count_EventsOfTwoStages_AreJudgedAtHomeAndOverTheNight()
    {
        var counts = BenchNight.Count([True(10), True(45)], Stages, Night(Found(10.1), Found(20), Found(50)));
        Assert.Equal(new EventCounts(1, 2, 1), counts[(SleepEventKind.Spindle, BenchScope.HomeStages)]);
        Assert.Equal(new EventCounts(2, 3, 1), counts[(SleepEventKind.Spindle, BenchScope.WholeNight)]);
    }

    [Fact]
    public void Count_PairAcrossABorder_BelongsToTheTrueEvent()
    {
        var counts = BenchNight.Count([True(29.4)], Stages, Night(Found(29.8)));
        Assert.Equal(new EventCounts(1, 1, 1), counts[(SleepEventKind.Spindle, BenchScope.HomeStages)]);
    }

    [Fact]
    public void Count_NeutralEvents_AreNeitherHitNorFalseAlarm()
    {
        var counts = BenchNight.Count([True(10)], [Found(10.1), Found(20), Found(25)], Stages, [SleepStage.N2], found => found.OnsetSeconds < 22);
        Assert.Equal(new EventCounts(1, 2, 1, 1), counts);
    }

    [Fact]
    public void HomeStages_OfEveryKind_AreDistinctAndAtLeastOne() =>
        Assert.All(BenchNight.Kinds, kind => Assert.Equal(HomeStages.Of(kind).Distinct(), HomeStages.Of(kind).DefaultIfEmpty((SleepStage)(-1))));

    private static SleepEvent True(double onset) => new(SleepEventKind.Spindle, onset, 1, ChannelRole.C4, 40, 13);

    private static DetectedEvent Found(double onset) => new(SleepEventKind.Spindle, onset, 1, ChannelRole.C4, 40, 13, new Derivation("C4", "M1"), 0.6, "");

    private static NightDetections Night(params DetectedEvent[] events) => new(events, [[], []], [BenchNight.Kinds.ToHashSet(), BenchNight.Kinds.ToHashSet()]);
}
