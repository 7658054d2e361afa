using SleepVLM.Contracts;
using SleepVLM.Engine.Tests.Rules.Measurements;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Detection;

public class RapidEyeMovementTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(-150)]
    public void Find_Saccade_IsLocatedAndMeasured(double amplitude)
    {
        var found = Detected.Night().Saccade(100, amplitude).Found(SleepEventKind.RapidEyeMovement);
        found.AssertOne(99.95, 0.65, 0.3);
        Assert.InRange(found[0].AmplitudeMicrovolts, 0.8 * Math.Abs(amplitude), 1.3 * Math.Abs(amplitude) + 15);
    }

    [Fact]
    public void Find_BothEyesInPhase_IsNone() =>
        Assert.Empty(Detected.Night().KComplex(LOC, 100, 200).KComplex(ROC, 100, 200).Found(SleepEventKind.RapidEyeMovement));

    [Fact]
    public void Find_SlowRolling_IsNone() =>
        Assert.Empty(Detected.Night().Sine(LOC, 100, 120, 0.3, 50).Sine(ROC, 100, 120, 0.3, -50).Found(SleepEventKind.RapidEyeMovement)
            .Where(found => found.OnsetSeconds < 119)); // where the sine stops dead it has a corner

    [Fact]
    public void Find_OneEyeFlat_IsGatedAndNotLookedFor()
    {
        var detections = Detected.Night().Saccade(100, 100).Fill(ROC, 90, 120, 0).Measure().Detections;
        Assert.DoesNotContain(detections.Events, found => found.Kind == SleepEventKind.RapidEyeMovement && found.OnsetSeconds < 120);
        Assert.DoesNotContain(SleepEventKind.RapidEyeMovement, detections.Around(new EpochIndex(3)).LookedFor);
        Assert.Contains(SleepEventKind.RapidEyeMovement, detections.Around(new EpochIndex(5)).LookedFor);
    }

    [Fact]
    public void Find_OneEogChannel_LooksForNoEyeEvent()
    {
        var detections = Detected.Night(C4, LOC).Measure().Detections;
        Assert.DoesNotContain(SleepEventKind.Blink, detections.Around(new EpochIndex(0)).LookedFor);
        Assert.Contains(SleepEventKind.Spindle, detections.Around(new EpochIndex(0)).LookedFor);
    }
}

public class SlowEyeMovementTests
{
    [Fact]
    public void Find_Rolling_IsLocatedWithItsFrequency()
    {
        var found = Detected.Night().Sine(LOC, 100, 115, 0.4, 50).Sine(ROC, 100, 115, 0.4, -50).Found(SleepEventKind.SlowEyeMovement);
        Assert.InRange(found.Sum(run => run.DurationSeconds), 12, 18);
        Assert.InRange(found.MaxBy(run => run.DurationSeconds)!.FrequencyHz, 0.33, 0.47);
    }

    [Fact]
    public void Find_InPhase_IsNone() =>
        Assert.Empty(Detected.Night().Sine(LOC, 100, 115, 0.4, 50).Sine(ROC, 100, 115, 0.4, 50).Found(SleepEventKind.SlowEyeMovement));
}

public class BlinkTests
{
    private static double Shape(double t) => Math.Pow(Math.Sin(Math.PI * t / 0.3), 2);

    [Theory]
    [InlineData(1)]
    [InlineData(-0.6)]
    public void Find_DeflectionThatSpreadsToTheFront_IsABlink(double left)
    {
        var night = Detected.Night().Draw(ROC, 100, 0.3, t => 150 * Shape(t)).Draw(LOC, 100, 0.3, t => left * 150 * Shape(t)).Draw(F4, 100, 0.3, t => 75 * Shape(t));
        var found = night.Found(SleepEventKind.Blink);
        found.AssertOne(100, 0.3, 0.15);
        Assert.InRange(found[0].AmplitudeMicrovolts, 110, 190);
        Assert.Empty(night.Found(SleepEventKind.RapidEyeMovement));
    }

    [Fact]
    public void Find_NothingInFront_IsNoBlink() =>
        Assert.Empty(Detected.Night().Draw(ROC, 100, 0.3, t => 150 * Shape(t)).Draw(LOC, 100, 0.3, t => 150 * Shape(t)).Found(SleepEventKind.Blink));
}
