using SleepVLM.Engine.Detection.Eyes;
using SleepVLM.Engine.Detection.Joint;
using SleepVLM.Engine.Detection.Muscle;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.Tests.Rules.Measurements;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Detection.Joint;

/// <summary>How much evidence a rapid eye movement needs, by what is around it.</summary>
public class JointEyeMovementTests
{
    private const int RateHz = 100, Epochs = 60, LikeRem = 1500, Tense = 300;

    private static readonly NightSignals Signals = new(
        new SyntheticNight(Epochs, 5, 9, F4, LOC, ROC, Chin).Scale(Chin, 0, 1200, 6).Build(), default);

    [Theory]
    [InlineData(3.2, false)]
    [InlineData(3.4, true)]
    public void Find_Alone_NeedsPlainEvidence(double value, bool expected) => Assert.Equal(expected, IsFound(LikeRem, value));

    [Theory]
    [InlineData(2.6, 3.5, true)]
    [InlineData(2.2, 3.5, false)]
    [InlineData(2.6, 6, false)]
    [InlineData(4, 6, true)]
    public void Find_InABurst_NeedsLessButMostOfTheUsual(double value, double others, bool expected) =>
        Assert.Equal(expected, IsFound(LikeRem, value, [.. Enumerable.Range(1, 6).Select(i => (LikeRem + 3 * i, others))]));

    [Fact]
    public void Find_OthersTooFarForABurst_ChangeNothing() =>
        Assert.False(IsFound(LikeRem, 3.2, [.. Enumerable.Range(0, 6).Select(i => (LikeRem + 25 + 3 * i, 3.5))]));

    [Fact]
    public void Find_HighTone_Nothing() => Assert.False(IsFound(Tense, 10));

    private static bool IsFound(int second, double value, params (int Second, double Value)[] others)
    {
        var kind = EventShapes.EyeMovements([F4, LOC, ROC], RateHz);
        var evidence = new Evidence(kind, Epochs * 30 * RateHz, RateHz);
        foreach (var (at, size) in others.Append((second, value))) evidence.Add(at * RateHz, [size], [0], 1, 0);
        var remLike = RemLikeSeconds.Of(ChinTone.Of(Signals), Signals.Channel(F4), []);
        var (left, right) = Signals.Eyes!.Value;
        return JointEyeMovements.Find(evidence, new EyePair(left, right), remLike, null).Any(peak => (int)peak.OnsetSeconds == second);
    }
}
