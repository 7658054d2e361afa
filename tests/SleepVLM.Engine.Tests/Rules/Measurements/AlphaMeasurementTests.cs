using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Rules.Measurements;

public class AlphaMeasurementTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(14)]
    [InlineData(16)]
    [InlineData(27)]
    public void Measure_TenHertzForSomeSeconds_GivesTheirShare(int seconds)
    {
        var measured = new SyntheticNight().Sine(O2, 31, 31 + seconds, 10, 15).Measure(1);
        Assert.InRange(measured.AlphaPercent!.Value, (seconds - 1) / 0.3, (seconds + 2) / 0.3);
        Assert.Equal(("%", "O2-M1"), (measured.AlphaPercent.Unit, measured.AlphaPercent.Derivation.ToString()));
        var run = measured.Other[MeasurementNames.LongestAlphaRun];
        Assert.InRange(run.Value, seconds - 1, seconds + 2);
        Assert.InRange(run.OnsetSeconds, 0, 2);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(14)]
    [InlineData(20)]
    public void Measure_AnotherRhythm_IsNotAlpha(double hertz) =>
        Assert.InRange(new SyntheticNight().Sine(O2, 30, 60, hertz, 15).Measure(1).AlphaPercent!.Value, 0, 7);

    [Fact]
    public void Measure_FallingNoise_HoldsLittleAlpha()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var night = new SyntheticNight(10, seed, 8, O2).Measure();
            Assert.True(night.Epochs.Average(epoch => epoch!.AlphaPercent!.Value) < 12, $"seed {seed}");
            Assert.NotEqual(true, night.Night.IsAlphaProducer);
        }
    }

    [Fact]
    public void Measure_OccipitalMissing_UsesCentralThenFrontal()
    {
        Assert.Equal("C4", new SyntheticNight(roles: [F4, C4]).Measure(0).AlphaPercent!.Derivation.Active);
        Assert.Equal("F4", new SyntheticNight(roles: F4).Measure(0).AlphaPercent!.Derivation.Active);
    }

    [Fact]
    public void Measure_ClearAlphaSomewhere_IsAnAlphaProducer() =>
        Assert.True(new SyntheticNight().Sine(O2, 30, 50, 10, 15).Measure().Night.IsAlphaProducer);

    [Fact]
    public void Measure_TwentyMinutesWithoutAlpha_IsNoAlphaProducer() =>
        Assert.False(new SyntheticNight(40, 1, 4, O2).Measure().Night.IsAlphaProducer);

    [Fact]
    public void Measure_NoAlphaButShortOrCentral_CannotBeTold()
    {
        Assert.Null(new SyntheticNight(39, 1, 4, O2).Measure().Night.IsAlphaProducer);
        Assert.Null(new SyntheticNight(40, 1, 4, C4).Measure().Night.IsAlphaProducer);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(9.5)]
    public void Measure_Background_HasTheFrequencyDrawn(double hertz) =>
        Assert.InRange(new SyntheticNight().Sine(O2, 30, 60, hertz, 10).Measure(1).Other[MeasurementNames.BackgroundFrequency].Value, hertz - 0.4, hertz + 0.4);
}
