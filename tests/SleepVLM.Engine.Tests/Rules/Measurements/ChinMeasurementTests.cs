using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Rules.Measurements;

public class ChinMeasurementTests
{
    [Fact]
    public void Measure_Sine_GivesItsMeanRectifiedValue()
    {
        var tone = new SyntheticNight(noiseMicrovolts: 0).Sine(Chin, 0, 90, 31, 10).Measure(1).ChinToneMicrovolts!;
        Assert.Equal(10 * 2 / Math.PI, tone.Value, 0.1);
        Assert.Equal(("uV", "Chin"), (tone.Unit, tone.Derivation.ToString()));
    }

    [Fact]
    public void Measure_ToneThatVaries_GivesRangeAndPlace()
    {
        var night = new SyntheticNight(20, noiseMicrovolts: 4);
        night.Scale(Chin, 0, 300, 0.1f);
        var (epochs, whole, _) = night.Measure();
        Assert.InRange(whole.ChinToneHighMicrovolts!.Value / whole.ChinToneLowMicrovolts!.Value, 8, 13);
        Assert.InRange(epochs[2]!.Other[MeasurementNames.ChinTonePlace].Value, -10, 10);
        Assert.InRange(epochs[15]!.Other[MeasurementNames.ChinTonePlace].Value, 90, 110);
    }

    [Fact]
    public void Measure_ToneThatNeverVaries_HasNoPlace() =>
        Assert.DoesNotContain(MeasurementNames.ChinTonePlace, new SyntheticNight(noiseMicrovolts: 4).Measure(1).Other.Keys);

    [Fact]
    public void Measure_Twitches_RaiseTheMeanButNotTheBaseline()
    {
        var quiet = new SyntheticNight().Measure(1);
        var twitching = new SyntheticNight().Sine(Chin, 40, 42, 30, 100).Measure(1);
        Assert.True(twitching.ChinToneMicrovolts!.Value > 3 * quiet.ChinToneMicrovolts!.Value);
        Assert.Equal(quiet.Other[MeasurementNames.ChinBaseline].Value, twitching.Other[MeasurementNames.ChinBaseline].Value, 0.1);
    }

    [Fact]
    public void Measure_EnvelopeAtOneHertz_IsNoTone() => Assert.Null(new SyntheticNight().SourceRate(Chin, 1).Measure().Epochs[1]!.ChinToneMicrovolts);

    [Fact]
    public void Measure_FlatChin_IsNullAndTheNightGoesOn()
    {
        var (epochs, night, _) = new SyntheticNight().Fill(Chin, 30, 60, 0).Measure();
        Assert.Null(epochs[1]!.ChinToneMicrovolts);
        Assert.NotNull(epochs[2]!.ChinToneMicrovolts);
        Assert.NotNull(night.ChinToneMedianMicrovolts);
        Assert.Equal(30, epochs[1]!.Other[MeasurementNames.FlatSeconds(Chin)].Value);
    }

    [Fact]
    public void Measure_NoChin_HasNoRange() => Assert.Null(new SyntheticNight(roles: C4).Measure().Night.ChinToneLowMicrovolts);
}
