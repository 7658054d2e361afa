using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Engine.Tests.Rules.Measurements;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Detection;

public class AlphaTests
{
    [Fact]
    public void Find_FifteenSeconds_IsLocatedWithTheSubjectsFrequency()
    {
        var analysis = Detected.Night().Sine(O2, 100, 115, 9.3, 20).Measure();
        var found = analysis.Detections.Events.Where(e => e is { Kind: SleepEventKind.AlphaRhythm, Channel: O2 } && e.DurationSeconds > 3).ToArray();
        found.AssertOne(99.5, 15.5, 1.6);
        Assert.InRange(found[0].FrequencyHz, 9.1, 9.5);
        Assert.InRange(found[0].AmplitudeMicrovolts, 34, 46);
        Assert.InRange(analysis.Night.AlphaHz!.Value, 9.1, 9.5);
    }

    [Fact]
    public void Measure_NoAlpha_HasNoFrequency() => Assert.Null(new SyntheticNight(8, 3, 1, O2).Measure().Night.AlphaHz);
}

public class ArousalTests
{
    [Fact]
    public void Find_SixSecondsOfFastActivity_IsLocated()
    {
        var found = Detected.Night(C4, Chin).Sine(C4, 100, 106, 21, 10).Sine(C4, 100, 106, 9.5, 10).Found(SleepEventKind.Arousal);
        found.AssertOne(99.5, 7, 2);
    }

    [Theory]
    [InlineData(1, 21)]
    [InlineData(40, 21)]
    [InlineData(6, 13)]
    public void Find_TooShortTooLongOrSigma_IsNone(double seconds, double hertz) =>
        Assert.Empty(Detected.Night(C4, Chin).Sine(C4, 100, 100 + seconds, hertz, 12).Found(SleepEventKind.Arousal).Where(found => found.OnsetSeconds is > 96 and < 142));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 1)]
    public void Find_BesideRapidEyeMovements_NeedsTheChin(float chin, int expected)
    {
        var night = Detected.Night(C4, LOC, ROC, Chin).Sine(C4, 100, 106, 21, 10).Sine(C4, 100, 106, 9.5, 10).Scale(Chin, 100, 106, chin);
        foreach (var second in new[] { 70, 75, 80, 120 }) night.Saccade(second, 120);
        Assert.Equal(expected, night.Found(SleepEventKind.Arousal).Count(found => found.OnsetSeconds is > 96 and < 104));
    }
}

public class BodyMovementTests
{
    [Fact]
    public void Find_DeflectionWithMuscle_IsLocated()
    {
        var found = Detected.Night().Sine(Chin, 100, 108, 30, 100).Sine(C4, 100, 108, 1.3, 200).Found(SleepEventKind.BodyMovement);
        found.AssertOne(100, 8, 1.1);
    }

    [Fact]
    public void Find_DeflectionAlone_IsNone() => Assert.Empty(Detected.Night().Sine(C4, 100, 108, 1.3, 200).Found(SleepEventKind.BodyMovement));
}

public class VertexWaveTests
{
    [Fact]
    public void Find_SharpNegativeWave_IsLocated()
    {
        var found = Detected.Night(C4).Draw(C4, 100, 0.3, t => -80 * Math.Exp(-Math.Pow((t - 0.12) / 0.05, 2)) + 30 * Math.Exp(-Math.Pow((t - 0.24) / 0.04, 2)))
            .Found(SleepEventKind.VertexWave);
        found.AssertOne(100, 0.4, 0.2);
        Assert.InRange(found[0].AmplitudeMicrovolts, 80, 140);
    }

    [Fact]
    public void Find_Background_HoldsNone() => Assert.Empty(Detected.Night(C4).Found(SleepEventKind.VertexWave));
}

public class SawtoothWaveTests
{
    [Fact]
    public void Find_TrainOfTriangles_IsLocatedWithItsFrequency()
    {
        var night = new SyntheticNight(8, 5, 1, C4).Draw(C4, 100, 3, t => 40 * (3 * t % 1 is var u && u < 0.75 ? u / 0.75 - 0.5 : 0.5 - (u - 0.75) / 0.25));
        var found = night.Found(SleepEventKind.SawtoothWaves);
        found.AssertOne(100.3, 2.4, 0.7);
        Assert.InRange(found[0].FrequencyHz, 2.7, 3.3);
    }

    [Fact]
    public void Find_Sine_IsNone() => Assert.Empty(new SyntheticNight(8, 5, 0.5, C4).Sine(C4, 100, 103, 3, 20).Found(SleepEventKind.SawtoothWaves));
}

public class AtoniaTests
{
    [Fact]
    public void Measure_QuietChin_HasAtonia() => Assert.InRange(new SyntheticNight(4, 1, 1).Measure(1).Other[MeasurementNames.AtoniaIndex].Value, 0.95, 1);

    [Fact]
    public void Measure_ToneThatComesAndGoes_HasLess()
    {
        var night = new SyntheticNight(4, 1, 1);
        for (var second = 30; second < 60; second += 2) night.Sine(Chin, second, second + 1, 30, 20);
        Assert.InRange(night.Measure(1).Other[MeasurementNames.AtoniaIndex].Value, 0.4, 0.6);
    }
}
