using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Engine.Tests.Rules.Measurements;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Detection;

public class SlowWaveTests
{
    [Fact]
    public void Find_TenSecondsOfOneHertz_IsTenWaves()
    {
        var found = new SyntheticNight().Sine(F4, 35, 45, 1, -50).Found(SleepEventKind.SlowWave, F4);
        Assert.InRange(found.Length, 9, 11);
        Assert.All(found, wave => Assert.InRange(wave.AmplitudeMicrovolts, 92, 108));
        Assert.InRange(found.Average(wave => wave.FrequencyHz), 0.95, 1.05);
    }

    [Theory]
    [InlineData(36, 0)]
    [InlineData(40, 10)]
    public void Find_AroundSeventyFiveMicrovolts_CountsThoseAbove(double amplitude, int expected) =>
        Assert.InRange(new SyntheticNight(noiseMicrovolts: 1.5).Sine(F4, 35, 45, 1, amplitude).Found(SleepEventKind.SlowWave, F4).Length, expected - 1, expected + 1);

    [Fact]
    public void Find_InPhaseButLargerAtTheEyes_IsNone()
    {
        var night = new SyntheticNight().Sine(F4, 35, 45, 1, 50).Sine(LOC, 35, 45, 1, 120).Sine(ROC, 35, 45, 1, 120);
        Assert.Empty(night.Found(SleepEventKind.SlowWave, F4));
    }

    [Theory]
    [InlineData(60, 45)]
    [InlineData(45, 15)]
    [InlineData(30, -15)]
    public void Measure_Margin_IsTheDistanceOfTheWavesToSeventyFive(double amplitude, double margin) =>
        Assert.InRange(new SyntheticNight(noiseMicrovolts: 0.2).Sine(F4, 30, 60, 1, amplitude).Measure(1).Other[MeasurementNames.SlowWaveMargin].Value, margin - 4, margin + 4);

    [Fact]
    public void Measure_FewerThanSixSeconds_HasNoMargin() =>
        Assert.DoesNotContain(MeasurementNames.SlowWaveMargin, new SyntheticNight(noiseMicrovolts: 0.2).Sine(F4, 30, 34, 1, 60).Measure(1).Other.Keys);
}
