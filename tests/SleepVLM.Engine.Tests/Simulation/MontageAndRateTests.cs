using SleepVLM.Contracts;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Simulation;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Simulation;

/// <summary>Files of every montage and rate are what the program's own reader takes them for.</summary>
public class MontageAndRateTests
{
    [Theory]
    [InlineData(SimulatedMontage.Aasm, "F4-M1 C4-M1 O2-M1 E1-M2 E2-M2 Chin1-Chin2", 6)]
    [InlineData(SimulatedMontage.Contralateral, "F3-M2 C3-M2 O1-M2 E1-M2 E2-M2 Chin1-Chin2", 6)]
    [InlineData(SimulatedMontage.Bilateral, "F4-M1 C4-M1 O2-M1 E1-M2 E2-M2 Chin1-Chin2", 9)]
    [InlineData(SimulatedMontage.SleepEdf, "Fpz-Cz Pz-Oz EOG", 3)]
    public void WriteEdf_Montage_IsResolvedAsSuch(SimulatedMontage montage, string derivations, int signals)
    {
        using var folder = new TemporaryFolder();
        var night = NightSimulator.Simulate(new SimulationSettings { Seed = 3, Minutes = 2, Montage = montage });
        SimulatedNightFile.WriteEdf(folder.File("night.edf"), night);
        using var recording = Recording.Open(folder.File("night.edf"));
        var resolved = MontageResolver.Resolve(recording);
        Assert.Equal(signals, recording.Signals.Count);
        Assert.Equal(derivations.Split(' '), resolved.Montage.Channels.Select(channel => channel.Derivation.ToString()));
        Assert.Equal(night.Montage.Channels.Select(channel => channel.Role), resolved.Montage.Channels.Select(channel => channel.Role));
        Assert.Equal(night.Montage.Channels.Select(channel => channel.Origin), resolved.Montage.Channels.Select(channel => channel.Origin));
        for (var row = 0; row < resolved.Montage.Channels.Count; row++)
        {
            var (made, read) = (night.Read(row, night.Segments[0]), resolved.Read(row, resolved.Segments[0]));
            Assert.Equal(made.Length, read.Length);
            for (var i = 0; i < made.Length; i++) Assert.Equal(made[i], read[i], 0.1);
        }
    }

    [Theory]
    [InlineData(50)]
    [InlineData(102.4)]
    [InlineData(256)]
    [InlineData(333.3)]
    [InlineData(1000)]
    public void WriteEdf_Rate_IsReadBack(double rate)
    {
        using var folder = new TemporaryFolder();
        var night = NightSimulator.Simulate(new SimulationSettings { Seed = 3, Minutes = 2, SampleRateHz = rate });
        SimulatedNightFile.WriteEdf(folder.File("night.edf"), night);
        using var recording = Recording.Open(folder.File("night.edf"));
        Assert.All(recording.Signals, signal => Assert.Equal(rate, signal.SampleRateHz, 6));
        Assert.Equal(120, recording.DurationSeconds);
        var resolved = MontageResolver.Resolve(recording);
        Assert.Equal((int)Math.Round(120 * rate), resolved.Read(1, resolved.Segments[0]).Length);
    }

    [Theory]
    [InlineData(49.9)]
    [InlineData(2049)]
    [InlineData(100.01)]
    [InlineData(double.NaN)]
    public void Validate_RateThatEdfCannotHold_SaysWhatCan(double rate) =>
        Assert.Contains("give", Assert.Throws<SimulationException>(() => new SimulationSettings { SampleRateHz = rate }.Validate()).Message);

    [Theory]
    [InlineData(256, 102.4, 30)]
    [InlineData(256, 1000, 90)]
    [InlineData(256, 333.3, 60)]
    public void Convert_ToneInThePassband_StaysTheTone(double from, double to, double hertz)
    {
        var tone = Enumerable.Range(0, (int)(from * 20)).Select(i => (float)Math.Sin(2 * Math.PI * hertz * i / from)).ToArray();
        var converted = Resampler.Convert(tone, from, to);
        Assert.Equal((int)Math.Round(20 * to), converted.Length);
        for (var i = (int)to; i < converted.Length - (int)to; i++) Assert.Equal(Math.Sin(2 * Math.PI * hertz * i / to), converted[i], 0.01);
    }

    [Fact]
    public void Convert_ToneAboveTheNewNyquistFrequency_IsGone()
    {
        var tone = Enumerable.Range(0, 2560).Select(i => (float)Math.Sin(2 * Math.PI * 60 * i / 256)).ToArray();
        Assert.All(Resampler.Convert(tone, 256, 100)[100..^100], value => Assert.InRange(value, -0.01, 0.01));
    }

    [Fact]
    public void Events_InSleepEdf_AreThoseOfItsDerivations()
    {
        var settings = new SimulationSettings { Seed = 3, Minutes = 30 };
        var (aasm, edf) = (NightSimulator.Simulate(settings), NightSimulator.Simulate(settings with { Montage = SimulatedMontage.SleepEdf }));
        Assert.All(edf.Events, item => Assert.True(edf.Montage.RowOf(item.Channel) >= 0, item.ToString()));
        // An eye movement of opposite sign in both EOG is larger in the derivation between them.
        double Median(SimulatedNight night, SleepEventKind kind) => night.Events.Where(item => item.Kind == kind).Select(item => item.AmplitudeMicrovolts).Order().ToArray() is var all ? all[all.Length / 2] : 0;
        Assert.InRange(Median(edf, SleepEventKind.RapidEyeMovement) / Median(aasm, SleepEventKind.RapidEyeMovement), 1.4, 2.2);
        Assert.InRange(Median(edf, SleepEventKind.KComplex) / Median(aasm, SleepEventKind.KComplex), 0.7, 1.1);
    }

    [Fact]
    public void WithChannelsNamed_OnlyTheLeftSide_TakesItsPlaceInTheMontage()
    {
        var night = NightSimulator.Simulate(new SimulationSettings { Seed = 3, Minutes = 1, Montage = SimulatedMontage.Bilateral });
        Assert.Equal("F4-M1", night.Montage.Channels[0].Derivation.ToString());
        Assert.Equal(["F3-M2", "Chin1-Chin2"], night.WithChannelsNamed(["chin", "F3"]).Montage.Channels.Select(channel => channel.Derivation.ToString()));
        Assert.Contains("'Cz' is no channel", Assert.Throws<SimulationException>(() => night.WithChannelsNamed(["Cz"])).Message);
    }
}
