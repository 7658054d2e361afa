using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Rules.Measurements;

public class FurtherMeasurementTests
{
    [Theory]
    [InlineData(2, EegBand.Delta)]
    [InlineData(6, EegBand.Theta)]
    [InlineData(9.5, EegBand.Alpha)]
    [InlineData(14.5, EegBand.Sigma)]
    [InlineData(22, EegBand.Beta)]
    public void Measure_Sine_HasItsPowerInItsBand(double hertz, EegBand band)
    {
        var measured = new SyntheticNight(noiseMicrovolts: 0.2).Sine(C4, 0, 90, hertz, 20).Measure(1).Other;
        Assert.Equal(10 * Math.Log10(20 * 20 / 2.0), measured[MeasurementNames.BandPower(C4, band)].Value, 0.2);
        Assert.InRange(measured[MeasurementNames.RelativeBandPower(C4, band)].Value, 98, 100.1);
    }

    [Fact]
    public void Measure_WhiteNoise_HasPowerInProportionToTheBand()
    {
        var random = new Random(3);
        var night = new SyntheticNight(roles: C4);
        for (var i = 0; i < night[C4].Length; i++) night[C4][i] = (float)(10 * (random.NextDouble() - 0.5));
        night.Sine(C4, 0, 90, 2, 30); // noise alone would pass for an electrode that hangs in the air
        var expected = 100 / 12.0 * 14 / 50;
        Assert.Equal(10 * Math.Log10(expected), night.Measure(1).Other[MeasurementNames.BandPower(C4, EegBand.Beta)].Value, 0.5);
    }

    [Fact]
    public void Measure_SpindleBursts_AreFoundWhereTheyAre()
    {
        var measured = new SyntheticNight(20, noiseMicrovolts: 6).Sine(C4, 38, 39, 13.5, 25).Sine(C4, 55, 56.2, 13.5, 25).Measure(1).Other;
        Assert.InRange(measured[MeasurementNames.SpindleSeconds].Value, 1.6, 3.2);
        Assert.InRange(measured[MeasurementNames.SpindleSecondsFirstHalf].Value, 0.8, 1.5);
        Assert.InRange(measured[MeasurementNames.SpindleSecondsLastHalf].Value, 0.8, 1.7);
        Assert.InRange(measured[MeasurementNames.LongestSpindle].OnsetSeconds, 24.7, 25.2);
    }

    [Fact]
    public void Measure_AlphaRhythm_IsNoSigmaBurst() =>
        Assert.Equal(0, new SyntheticNight(20, noiseMicrovolts: 6).Sine(C4, 38, 39, 9.5, 40).Measure(1).Other[MeasurementNames.SpindleSeconds].Value);

    [Fact]
    public void Measure_SigmaAllTheTime_IsNoBurst() =>
        Assert.Equal(0, new SyntheticNight().Sine(C4, 0, 90, 13.5, 25).Measure(1).Other[MeasurementNames.SpindleSeconds].Value);

    [Fact]
    public void Measure_OppositeDeflections_AreCountedAndSized()
    {
        var night = new SyntheticNight(noiseMicrovolts: 1);
        foreach (var second in new[] { 33, 40, 47 }) night.EyeMovement(second, 0.5, 120);
        var measured = night.Measure(1).Other;
        Assert.Equal(3, measured[MeasurementNames.FastEyeMovements].Value);
        Assert.InRange(measured[MeasurementNames.LargestEyeMovement].Value, 70, 125);
    }

    [Fact]
    public void Measure_SlowWavesInBothEyes_AreNoEyeMovements()
    {
        var measured = new SyntheticNight().Sine(LOC, 30, 60, 1, 100).Sine(ROC, 30, 60, 1, 100).Measure(1).Other;
        Assert.Equal(0, measured[MeasurementNames.FastEyeMovements].Value);
        Assert.Equal(0, measured[MeasurementNames.SlowEyeMovementPercent].Value);
    }

    [Fact]
    public void Measure_SlowRolling_IsSlowAndNotFast()
    {
        var measured = new SyntheticNight().Sine(LOC, 30, 50, 0.35, 40).Sine(ROC, 30, 50, 0.35, -40).Measure(1).Other;
        Assert.InRange(measured[MeasurementNames.SlowEyeMovementPercent].Value, 60, 72);
        Assert.Equal(0, measured[MeasurementNames.FastEyeMovements].Value);
    }

    [Fact]
    public void Measure_OneEyeOnly_TellsNothingOfEyeMovements() =>
        Assert.DoesNotContain(MeasurementNames.FastEyeMovements, new SyntheticNight(roles: [C4, LOC]).Measure(1).Other.Keys);

    [Fact]
    public void Measure_LargeDeflectionWithMuscle_IsMovement()
    {
        var night = new SyntheticNight(20).Sine(Chin, 35, 43, 30, 60).Sine(C4, 35, 43, 1.3, 200);
        Assert.InRange(night.Measure(1).Other[MeasurementNames.MovementSeconds].Value, 7, 9);
    }

    [Theory]
    [InlineData(60, 0)]
    [InlineData(0, 200)]
    public void Measure_MuscleOrDeflectionAlone_IsNoMovement(double chin, double eeg)
    {
        var night = new SyntheticNight(20).Sine(Chin, 35, 43, 30, chin).Sine(C4, 35, 43, 1.3, eeg);
        Assert.Equal(0, night.Measure(1).Other[MeasurementNames.MovementSeconds].Value);
    }

    [Fact]
    public void Measure_NoChin_TakesMuscleFromTheEeg()
    {
        var night = new SyntheticNight(20, roles: C4).Sine(C4, 35, 43, 1.3, 200).Sine(C4, 35, 43, 22, 40);
        Assert.InRange(night.Measure(1).Other[MeasurementNames.MovementSeconds].Value, 7, 10);
    }

    [Fact]
    public void Measure_UnscorableEpoch_IsNullAndCountsForNothing()
    {
        var (epochs, night, _) = new SyntheticNight().Scale(Chin, 30, 60, 100).Unscorable(1, UnscoredReason.SignalGap).Measure();
        Assert.Null(epochs[1]);
        Assert.True(night.ChinToneHighMicrovolts < 10);
    }
}
