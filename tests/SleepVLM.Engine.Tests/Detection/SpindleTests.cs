using SleepVLM.Contracts;
using SleepVLM.Engine.Tests.Rules.Measurements;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Detection;

public class SpindleTests
{
    [Theory]
    [InlineData(11.8)]
    [InlineData(13.2)]
    [InlineData(14.8)]
    public void Find_OneSpindle_IsLocatedAndMeasured(double hertz)
    {
        var found = Detected.Night().Spindle(C4, 100, 1.2, hertz, 60).Found(SleepEventKind.Spindle, C4);
        found.AssertOne(100.2, 0.9, 0.45);
        Assert.InRange(found[0].FrequencyHz, hertz - 0.6, hertz + 0.6);
        Assert.InRange(found[0].AmplitudeMicrovolts, 48, 70);
        Assert.Equal("C4-M1", found[0].Derivation.ToString());
    }

    [Fact]
    public void Find_EachChannelForItself()
    {
        var night = Detected.Night().Spindle(C4, 100, 1.2, 13, 60).Spindle(F4, 100, 1.2, 13, 50);
        var spindles = night.Found(SleepEventKind.Spindle);
        Assert.True(spindles.Select(found => found.Channel).Order().SequenceEqual([F4, C4]), string.Join('\n', spindles.Select(found => found.ToString())));
    }

    [Theory]
    [InlineData(9.5)]
    [InlineData(20)]
    public void Find_AnotherRhythm_IsNone(double hertz) => Assert.Empty(Detected.Night().Spindle(C4, 100, 1.2, hertz, 60).Found(SleepEventKind.Spindle, C4));

    [Fact]
    public void Find_Background_HoldsFewerThanOneAMinute()
    {
        for (var seed = 0; seed < 5; seed++) Assert.True(new SyntheticNight(20, seed, 20, C4).Found(SleepEventKind.Spindle).Length < 10, $"seed {seed}");
    }

    [Fact]
    public void Find_TwoWaves_AreNone() => Assert.Empty(Detected.Night().Spindle(C4, 100, 0.15, 13, 60).Found(SleepEventKind.Spindle, C4));

    [Fact]
    public void Find_FlatSecond_IsGated()
    {
        var night = Detected.Night().Spindle(C4, 100, 1.2, 13, 60);
        Assert.Empty(night.Fill(C4, 101, 104, 0).Found(SleepEventKind.Spindle, C4).Where(found => found.EndSeconds > 101.1));
    }

    [Fact]
    public void Find_Plainer_ScoresHigher() =>
        Assert.True(Score(80) > Score(45));

    private static double Score(double amplitude) => Detected.Night().Spindle(C4, 100, 1.2, 13, amplitude).Found(SleepEventKind.Spindle, C4).Single().Score;
}
