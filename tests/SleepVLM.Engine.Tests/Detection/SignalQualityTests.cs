using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Detection;

/// <summary>Faults injected into one channel of a recording, before the filters.</summary>
public class SignalQualityTests
{
    private const int RateHz = 256, Epochs = 4;

    [Fact]
    public void Assess_CleanSignals_HaveNoFault()
    {
        for (var seed = 0; seed < 5; seed++)
            foreach (var quality in Assess(_ => 0, seed)) Assert.Equal((SignalFault.None, 0, true), (quality.Faults, quality.UnusableSeconds, quality.IsAssessable));
    }

    [Fact]
    public void Assess_NoSignal_IsFlatAndUnusable() => AssertUnusable(SignalFault.Flat, Assess((_, _) => 0));

    [Fact]
    public void Assess_PeaksCutOff_AreClipped() => AssertUnusable(SignalFault.Clipped, Assess((t, eeg) => Math.Clamp(eeg + 300 * Math.Sin(2 * Math.PI * t), -200, 200)));

    [Fact]
    public void Assess_StandingAtTheLimit_IsSaturated() => AssertUnusable(SignalFault.Saturated, Assess((_, _) => 2000));

    [Fact]
    public void Assess_WhiteNoiseWithMains_IsDisconnected()
    {
        var random = new Random(1);
        var quality = Assess((t, _) => 60 * Math.Sin(2 * Math.PI * 50 * t) + 20 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5));
        AssertUnusable(SignalFault.Disconnected, quality);
        Assert.True(quality[1].Faults.HasFlag(SignalFault.MainsHum));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(60)]
    public void Assess_HumOnEeg_IsSeenAndTheEegStaysUsable(double hertz)
    {
        var quality = Assess((t, eeg) => eeg + 60 * Math.Sin(2 * Math.PI * hertz * t));
        Assert.Equal(SignalFault.MainsHum, quality[1].Faults);
        Assert.True(quality[1].IsAssessable);
        Assert.Equal(SignalFault.None, quality[2].Faults);
    }

    [Fact]
    public void Assess_HeartBeats_AreSeen()
    {
        var quality = Assess((t, eeg) => eeg + 80 * Math.Exp(-Math.Pow((t % 0.92 - 0.4) / 0.012, 2)));
        Assert.Equal((SignalFault.Ecg, true), (quality[1].Faults, quality[1].IsAssessable));
    }

    [Fact]
    public void Assess_SlowDrift_IsSweat() => Assert.True(Assess((t, eeg) => eeg + 150 * Math.Sin(2 * Math.PI * 0.13 * t))[1].Faults.HasFlag(SignalFault.Sweat));

    [Fact]
    public void Assess_BeyondPhysiology_IsImplausible() => AssertUnusable(SignalFault.Implausible, Assess((t, eeg) => eeg + 900 * Math.Sin(2 * Math.PI * 3 * t)));

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e3)]
    public void Assess_WholeNightInAnotherUnit_IsWrongUnit(double factor) =>
        Assert.All(Assess(eeg => factor * eeg - eeg, 0), quality => Assert.True(quality.Faults.HasFlag(SignalFault.WrongUnit) && !quality.IsAssessable));

    private static void AssertUnusable(SignalFault fault, IReadOnlyList<SignalQuality> quality)
    {
        Assert.True(quality[1].Faults.HasFlag(fault), quality[1].ToString());
        Assert.False(quality[1].IsAssessable);
        Assert.True(quality[3].IsAssessable, quality[3].ToString());
    }

    /// <summary>Quality of each epoch when the second one (seconds 30-60) is changed.</summary>
    private static IReadOnlyList<SignalQuality> Assess(Func<double, double, double> fault) =>
        Assess(new Recorded((t, eeg) => t is >= 30 and < 60 ? fault(t, eeg) : eeg, 0));

    private static IReadOnlyList<SignalQuality> Assess(Func<double, double> added, int seed) => Assess(new Recorded((_, eeg) => eeg + added(eeg), seed));

    private static IReadOnlyList<SignalQuality> Assess(IMontageSignals signals)
    {
        var detections = NightAnalyzer.Analyze(SignalChain.Prepare(signals, RenderStyle.SleepVlm()), null, default).Detections;
        return [.. Enumerable.Range(0, Epochs).Select(epoch => detections.Around(new EpochIndex(epoch)).Quality.Single())];
    }

    /// <summary>One EEG channel: a falling spectrum as sleep has it.</summary>
    private sealed class Recorded(Func<double, double, double> change, int seed) : IMontageSignals
    {
        public Montage Montage { get; } = new([new MontageChannel(ChannelRole.C4, new Derivation("C4", "M1"), ["C4-M1"], RateHz, "uV", ChannelOrigin.Recorded, "")], []);

        public double DurationSeconds => 30 * Epochs;

        public IReadOnlyList<SignalSegment> Segments => [new SignalSegment(0, DurationSeconds)];

        public double[] Read(int row, SignalSegment segment)
        {
            var noise = new NoiseSource(seed);
            var samples = new double[Epochs * 30 * RateHz];
            double slow = 0, fast = 0;
            for (var i = 0; i < samples.Length; i++)
            {
                (slow, fast) = (0.99 * slow + 1.5 * noise.Gaussian(), 0.7 * fast + 1.5 * noise.Gaussian());
                samples[i] = change((double)i / RateHz, slow + fast);
            }

            return samples;
        }
    }
}
