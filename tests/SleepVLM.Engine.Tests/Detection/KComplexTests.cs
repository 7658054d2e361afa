using SleepVLM.Contracts;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Detection;

public class KComplexTests
{
    [Fact]
    public void Find_One_IsLocatedAndMeasured()
    {
        var found = Detected.Night().KComplex(F4, 100, 140).KComplex(C4, 100, 110).KComplex(O2, 100, 50).Found(SleepEventKind.KComplex, F4);
        found.AssertOne(100, 0.9, 0.25);
        Assert.InRange(found[0].AmplitudeMicrovolts, 110, 160);
    }

    [Fact]
    public void Find_InOneChannelOfTwo_IsNone() => Assert.Empty(Detected.Night().KComplex(F4, 100, 140).Found(SleepEventKind.KComplex));

    [Fact]
    public void Find_OnlyChannel_NeedsNoNeighbour() => Assert.Single(Detected.Night(C4).KComplex(C4, 100, 140).Found(SleepEventKind.KComplex));

    [Fact]
    public void Find_PositiveFirst_IsNone() =>
        Assert.Empty(Detected.Night(C4).KComplex(C4, 100, -140).Found(SleepEventKind.KComplex).Where(found => found.OnsetSeconds is > 99.8 and < 100.1));

    [Fact]
    public void Find_TrainOfSlowWaves_IsNone() => Assert.Empty(Detected.Night(C4).Sine(C4, 90, 120, 1, -70).Found(SleepEventKind.KComplex).Where(found => found.OnsetSeconds is > 94 and < 116));

    [Fact]
    public void Find_LargerAtTheEyes_IsNone()
    {
        var night = Detected.Night().KComplex(F4, 100, 140).KComplex(C4, 100, 110).KComplex(LOC, 100, 300).KComplex(ROC, 100, 300);
        Assert.Empty(night.Found(SleepEventKind.KComplex));
    }

    [Fact]
    public void Find_Background_HoldsFewerThanOneAMinute() => Assert.True(Detected.Night(C4).Found(SleepEventKind.KComplex).Length < 4);
}
