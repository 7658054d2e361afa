using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation.DetectorBench;

namespace SleepVLM.Engine.Tests.Evaluation.DetectorBench;

public class EventMatcherTests
{
    [Theory]
    [InlineData(10, 1, 1)]
    [InlineData(10.5, 1, 1 / 3.0)]
    [InlineData(11, 1, 0)]
    [InlineData(10, 4, 0.25)]
    public void Overlap_IsIntersectionOverUnion(double onset, double duration, double expected) =>
        Assert.Equal(expected, EventMatcher.Overlap(At(10, 1), At(onset, duration)), 9);

    [Fact]
    public void Match_OneTruthTwoDetections_PairsTheBetter() =>
        Assert.Equal([(0, 1)], EventMatcher.Match([At(10, 1)], [At(10.5, 1), At(10.1, 1)]));

    [Fact]
    public void Match_TwoTruthsOneDetection_IsOnePair() => Assert.Single(EventMatcher.Match([At(10, 1), At(10.6, 1)], [At(10.3, 1)]));

    [Fact]
    public void Match_TooLittleOverlap_IsNone() => Assert.Empty(EventMatcher.Match([At(10, 1)], [At(10.85, 1)]));

    [Fact]
    public void Match_RandomEvents_GivesDistinctOverlappingPairs()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            SleepEvent[] Draw() => [.. Enumerable.Range(0, random.Next(30)).Select(_ => At(30 * random.NextDouble(), 0.2 + 3 * random.NextDouble()))];
            var (truth, detected) = (Draw(), Draw());
            var pairs = EventMatcher.Match(truth, detected);
            Assert.True(pairs.Select(pair => pair.Truth).Distinct().Count() == pairs.Count && pairs.Select(pair => pair.Detected).Distinct().Count() == pairs.Count, $"seed {seed}");
            Assert.All(pairs, pair => Assert.True(EventMatcher.Overlap(truth[pair.Truth], detected[pair.Detected]) >= EventMatcher.LeastOverlap, $"seed {seed}"));
        }
    }

    [Fact]
    public void MergeChannels_CopiesOfOneEvent_KeepThePlainest()
    {
        DetectedEvent Found(double onset, ChannelRole role, double score) => new(SleepEventKind.Spindle, onset, 1, role, 40, 13, new Derivation(role.ToString(), "M1"), score, "");
        var merged = EventMatcher.MergeChannels([Found(10, ChannelRole.F4, 0.6), Found(10.1, ChannelRole.C4, 0.8), Found(20, ChannelRole.C4, 0.6)]);
        Assert.Equal([(10.1, ChannelRole.C4), (20, ChannelRole.C4)], merged.Select(found => (found.OnsetSeconds, found.Channel)));
    }

    [Fact]
    public void Counts_GivePrecisionRecallAndTheirMean()
    {
        var counts = new EventCounts(10, 5, 4);
        Assert.Equal((0.8, 0.4, 8 / 15.0), (counts.Precision!.Value, counts.Recall!.Value, counts.F1!.Value));
        Assert.Null(new EventCounts().F1);
    }

    [Fact]
    public void Score_NightsThatDiffer_HasAnIntervalAroundTheWhole()
    {
        var score = DetectorScore.Of(SleepEventKind.Spindle, BenchScope.WholeNight, null, [new(10, 10, 9), new(10, 10, 5), new(10, 10, 7)], 1);
        Assert.Equal(0.7, score.Counts.F1!.Value, 9);
        Assert.True(score.F1Low < 0.7 && score.F1High > 0.7);
    }

    private static SleepEvent At(double onset, double duration) => new(SleepEventKind.Spindle, onset, duration, ChannelRole.C4, 40, 13);
}
