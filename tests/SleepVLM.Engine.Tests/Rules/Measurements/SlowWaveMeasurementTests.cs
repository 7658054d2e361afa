using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Rules.Measurements;

public class SlowWaveMeasurementTests
{
    /// <summary>Length of the wave train in the second epoch, percent of 30 s.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(19)]
    [InlineData(21)]
    [InlineData(50)]
    [InlineData(90)]
    public void Measure_OneHertz80MicrovoltsOverAShare_GivesThatManySeconds(double percent)
    {
        var seconds = 0.3 * percent;
        var measured = new SyntheticNight().Sine(F4, 31, 31 + seconds, 1, 40).Measure(1).SlowWaveSeconds!;
        Assert.InRange(measured.Value, seconds - 0.75, seconds + 0.25);
        Assert.Equal(("s", "F4-M1"), (measured.Unit, measured.Derivation.ToString()));
    }

    [Theory]
    [InlineData(35, 0)]
    [InlineData(40, 10)]
    [InlineData(150, 10)]
    [InlineData(300, 0)]
    public void Measure_TenSecondsAtAnAmplitude_CountsOnlyBetween75And500MicrovoltsPeakToPeak(double amplitude, double expected)
    {
        var measured = new SyntheticNight().Sine(F4, 35, 45, 1, amplitude).Measure(1).SlowWaveSeconds!.Value;
        Assert.InRange(measured, expected - 0.6, expected + 0.3);
    }

    [Theory]
    [InlineData(0.35, false)]
    [InlineData(0.6, true)]
    [InlineData(1.0, true)]
    [InlineData(1.9, true)]
    [InlineData(2.4, false)]
    [InlineData(3.5, false)]
    public void Measure_ThisFrequency_CountsOnlyHalfToTwoHertz(double hertz, bool counts)
    {
        var measured = new SyntheticNight(noiseMicrovolts: 0.5).Sine(F4, 30, 60, hertz, 60).Measure(1).SlowWaveSeconds!.Value;
        if (counts) Assert.InRange(measured, 28, 30);
        else Assert.InRange(measured, 0, 2);
    }

    [Fact]
    public void Measure_SpindleOnASmallWave_IsNoSlowWave() =>
        Assert.InRange(new SyntheticNight().Sine(F4, 35, 45, 1, 30).Sine(F4, 35, 45, 13, 20).Measure(1).SlowWaveSeconds!.Value, 0, 0.01);

    [Fact]
    public void Measure_FrontalMissing_UsesCentralAndSaysSo() =>
        Assert.Equal("C4-M1", new SyntheticNight(roles: [C4, O2]).Sine(C4, 35, 45, 1, 50).Measure(1).SlowWaveSeconds!.Derivation.ToString());

    [Fact]
    public void Measure_FrontalFlatInOneEpoch_UsesCentralThereOnly()
    {
        var epochs = new SyntheticNight().Fill(F4, 30, 60, 0).Measure().Epochs;
        Assert.Equal(["F4", "C4", "F4"], epochs.Select(epoch => epoch!.SlowWaveSeconds!.Derivation.Active));
    }

    [Fact]
    public void Measure_NoEeg_IsNull() => Assert.Null(new SyntheticNight(roles: [LOC, ROC, Chin]).Measure(1).SlowWaveSeconds);

    [Fact]
    public void Measure_ClippedForHalfOfTheEpoch_IsNull() => Assert.Null(new SyntheticNight(roles: F4).Fill(F4, 35, 50, 400).Measure(1).SlowWaveSeconds);

    [Fact]
    public void Measure_BlinksThatSpreadToTheFront_AreNoSlowWaves()
    {
        var night = new SyntheticNight();
        for (var second = 32; second < 58; second += 2) night.EyeMovement(second, 0.4, 150).Sine(F4, second, second + 0.8, 1.25, 60);
        Assert.InRange(night.Measure(1).SlowWaveSeconds!.Value, 0, 1);
    }

    [Fact]
    public void Measure_WaveAcrossTheBorder_IsSharedByBothEpochs()
    {
        var epochs = new SyntheticNight().Sine(F4, 27, 33, 1, 50).Measure().Epochs;
        Assert.InRange(epochs[0]!.SlowWaveSeconds!.Value, 2.4, 3.1);
        Assert.InRange(epochs[1]!.SlowWaveSeconds!.Value, 2.4, 3.1);
    }

    [Fact]
    public void Measure_OneNegativeFirstWaveAlone_IsIsolatedAndLocated()
    {
        var measured = new SyntheticNight().Sine(F4, 38, 39, 1, -70).Sine(C4, 38, 39, 1, -60).Measure(1);
        var isolated = measured.Other[MeasurementNames.KComplexes];
        Assert.Equal(1, isolated.Value);
        Assert.InRange(isolated.OnsetSeconds, 7.8, 8.2);
        Assert.InRange(isolated.DurationSeconds, 0.8, 1.2);
        Assert.Equal(1, measured.Other[MeasurementNames.KComplexesFirstHalf].Value);
        Assert.Equal(0, measured.Other[MeasurementNames.KComplexesLastHalf].Value);
        Assert.InRange(measured.Other[MeasurementNames.LargestSlowWave].Value, 130, 150);
    }

    [Fact]
    public void Measure_WavesOfATrain_AreNotIsolated() =>
        Assert.Equal(0, new SyntheticNight().Sine(F4, 30, 60, 1, -70).Measure(1).Other[MeasurementNames.KComplexes].Value);

    [Fact]
    public void Measure_MoreWave_NeverGivesFewerSeconds()
    {
        for (var seed = 0; seed < 15; seed++)
        {
            var random = new Random(seed);
            var (from, hertz, amplitude) = (31 + 5 * random.NextDouble(), 0.6 + 1.2 * random.NextDouble(), 45 + 100 * random.NextDouble());
            double Seconds(double length) =>
                new SyntheticNight(seed: seed, roles: F4).Sine(F4, from, from + length, hertz, amplitude).Measure(1).SlowWaveSeconds!.Value;
            var (less, more) = (Seconds(6), Seconds(6 + 4 / hertz));
            Assert.True(more > less, $"seed {seed}: {less} s, then {more} s");
            Assert.True(Math.Abs(less - 6) < 1.2 / hertz, $"seed {seed}: {less} s measured of 6 s at {hertz} Hz");
        }
    }
}
