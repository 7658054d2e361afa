using SleepVLM.Engine.Detection.Joint;
using SleepVLM.Engine.Detection.Muscle;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.Tests.Rules.Measurements;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Detection.Joint;

public class RemLikeSecondsTests
{
    [Fact]
    public void Of_LowTone_LooksLikeRemAndHighToneDoesNot()
    {
        var remLike = Of(60)!;
        Assert.True(remLike[1500]);
        Assert.False(remLike[300]);
    }

    [Fact]
    public void Of_SlowActivity_DoesNotLookLikeRem() => Assert.False(Of(60, night => night.Sine(F4, 1300, 1700, 1, 60))![1500]);

    [Theory]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public void Of_MoreThanSixSpindlesInTheMinuteAround_DoNotLookLikeRem(int count, bool expected) =>
        Assert.Equal(expected, Of(60, spindles: [.. Enumerable.Range(0, count).Select(i => new Stretch(147000 + 1000 * i, 147100 + 1000 * i, 30))])![1500]);

    [Fact]
    public void Of_TooShortToRank_IsNull() => Assert.Null(Of(30));

    /// <summary>High tone in the first 20 minutes.</summary>
    private static RemLikeSeconds? Of(int epochs, Action<SyntheticNight>? draw = null, List<Stretch>? spindles = null)
    {
        var night = new SyntheticNight(epochs, 5, 9, F4, Chin).Scale(Chin, 0, Math.Min(1200, epochs * 30), 6);
        draw?.Invoke(night);
        var signals = new NightSignals(night.Build(), default);
        return RemLikeSeconds.Of(ChinTone.Of(signals), signals.Channel(F4), [new Stretches(spindles ?? [], epochs * 3000)]);
    }
}
