using SleepVLM.Contracts;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

public class NightSimulatorTests
{
    private static readonly SignalSegment FirstTenMinutes = new(0, 600);

    [Fact]
    public void Simulate_SameSeed_GivesSameSamplesAndTruth()
    {
        var again = NightSimulator.Simulate(new SimulationSettings { Seed = 2 });
        for (var row = 0; row < 6; row++) Assert.Equal(SimulatedNights.OfSeed(2).Read(row, SimulatedNights.OfSeed(2).Segments[0]), again.Read(row, again.Segments[0]));
        Assert.Equal(SimulatedNights.OfSeed(2).Events, again.Events);
        Assert.Equal(SimulatedNights.OfSeed(2).Epochs.Select(epoch => epoch.Stage), again.Epochs.Select(epoch => epoch.Stage));
    }

    [Fact]
    public void Simulate_OtherSeed_GivesOtherNight() =>
        Assert.NotEqual(SimulatedNights.OfSeed(1).Read(1, FirstTenMinutes), SimulatedNights.OfSeed(2).Read(1, FirstTenMinutes));

    [Theory]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(256)]
    public void Simulate_AnyRate_FillsEveryChannel(int rate)
    {
        var night = NightSimulator.Simulate(new SimulationSettings { Seed = 7, Minutes = 10, SampleRateHz = rate });
        Assert.Equal(600, night.DurationSeconds);
        Assert.All(night.Montage.Channels, channel => Assert.Equal(rate, channel.SourceRateHz));
        for (var row = 0; row < 6; row++)
        {
            var samples = night.Read(row, night.Segments[0]);
            Assert.Equal(600 * rate, samples.Length);
            Assert.All(samples, value => Assert.True(double.IsFinite(value)));
        }
    }

    [Fact]
    public void Simulate_30Minutes_ShowsEveryStage()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var night = NightSimulator.Simulate(new SimulationSettings { Seed = seed, Minutes = 30 });
            Assert.Equal(60, night.Epochs.Count);
            Assert.True(night.Epochs.Select(epoch => epoch.Stage).Distinct().Count() >= 4, $"seed {seed}");
        }
    }

    [Fact]
    public void Simulate_GivenHypnogram_KeepsAllButTheBorderOfDeepSleep()
    {
        SleepStage[] plan = [.. Enumerable.Repeat(SleepStage.W, 10), .. Enumerable.Repeat(SleepStage.N1, 4), .. Enumerable.Repeat(SleepStage.N2, 10), .. Enumerable.Repeat(SleepStage.R, 6)];
        var night = NightSimulator.Simulate(new SimulationSettings { Hypnogram = plan });
        static SleepStage Merge(SleepStage stage) => stage == SleepStage.N3 ? SleepStage.N2 : stage;
        Assert.Equal(plan, night.Epochs.Select(epoch => Merge(epoch.Stage)));
    }

    [Theory]
    [InlineData(0.5, 128)]
    [InlineData(5000, 128)]
    [InlineData(double.NaN, 128)]
    [InlineData(30, 20)]
    [InlineData(30, 4000)]
    public void Simulate_OutOfRange_IsRefused(double minutes, int rate) =>
        Assert.Throws<SimulationException>(() => NightSimulator.Simulate(new SimulationSettings { Minutes = minutes, SampleRateHz = rate }));

    [Fact]
    public void Simulate_Cancelled_Stops() => Assert.Throws<OperationCanceledException>(() =>
        NightSimulator.Simulate(new SimulationSettings(), new CancellationToken(canceled: true)));

    [Fact]
    public void WithChannels_OnlyC4_SharesTheSignal()
    {
        var one = SimulatedNights.OfSeed(1).WithChannels(ChannelRole.C4);
        Assert.Equal(ChannelRole.C4, Assert.Single(one.Montage.Channels).Role);
        Assert.Equal(SimulatedNights.OfSeed(1).Read(1, FirstTenMinutes), one.Read(0, FirstTenMinutes));
        Assert.Throws<SimulationException>(() => one.WithChannels(ChannelRole.F4));
        Assert.Throws<SimulationException>(() => one.WithChannels());
    }

    [Fact]
    public void Epochs_HoldTheEventsThatOverlapThem()
    {
        foreach (var epoch in SimulatedNights.OfSeed(1).Epochs)
            Assert.Equal(SimulatedNights.OfSeed(1).Events.Where(item => item.OnsetSeconds + item.DurationSeconds >= epoch.Index.OnsetSeconds && item.OnsetSeconds < epoch.Index.OnsetSeconds + 30), epoch.Events);
    }
}
