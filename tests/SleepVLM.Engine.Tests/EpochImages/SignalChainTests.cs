using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;

namespace SleepVLM.Engine.Tests.EpochImages;

public class SignalChainTests
{
    private static readonly RenderStyle Style = RenderStyle.SleepVlm();

    [Fact]
    public void Prepare_LastEpochNotFilled_IsIncomplete()
    {
        var night = Prepare(new ArraySignals((ChannelRole.C4, 200, Noise(200 * 75))));
        Assert.Equal([null, null, UnscoredReason.Incomplete], Reasons(night));
        Assert.Contains(night.Channel(0, new EpochIndex(2))[..1500].ToArray(), value => value != 0);
        Assert.All(night.Channel(0, new EpochIndex(2))[1500..].ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Prepare_Gap_MarksTheEpochsItTouchesAndFiltersEachSideAlone()
    {
        var samples = Noise(200 * 180);
        for (var i = 0; i < 200 * 70; i++) samples[i] += 500;
        var signals = new ArraySignals((ChannelRole.C4, 200, samples)) { Segments = [new(0, 70), new(95, 85)] };
        var night = Prepare(signals);

        Assert.Equal([null, null, UnscoredReason.SignalGap, UnscoredReason.SignalGap, null, null], Reasons(night));
        var before = Prepare(new ArraySignals((ChannelRole.C4, 200, samples[..(200 * 70)])));
        var after = Prepare(new ArraySignals((ChannelRole.C4, 200, samples[(200 * 95)..])));
        Assert.Equal(before.Channel(0)[..7000].ToArray(), night.Channel(0)[..7000].ToArray());
        Assert.Equal(after.Channel(0)[..8500].ToArray(), night.Channel(0).Slice(9500, 8500).ToArray());
        Assert.All(night.Channel(0)[7000..9500].ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Prepare_ChannelEndsEarlier_LeavesItsLastEpochOut()
    {
        var night = Prepare(new ArraySignals((ChannelRole.C4, 200, Noise(200 * 90)), (ChannelRole.Chin, 400, Noise(400 * 89))));
        Assert.Equal([null, null, UnscoredReason.SignalGap], Reasons(night));
    }

    [Fact]
    public void Prepare_SegmentsTooShortToFilter_AreSilent()
    {
        var signals = new ArraySignals((ChannelRole.C4, 200, Noise(200 * 60))) { Segments = [new(0, 0.1), new(1, 0.135), new(2, 0)] };
        var night = Prepare(signals);
        Assert.All(Reasons(night), reason => Assert.Equal(UnscoredReason.SignalGap, reason));
        Assert.All(night.Channel(0).ToArray(), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3200.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Prepare_FlatOrDeadChannel_IsSilentAndLeavesOthersAlone(double value)
    {
        var noise = Noise(200 * 60);
        var night = Prepare(new ArraySignals(
            (ChannelRole.C4, 200, (double[])noise.Clone()), (ChannelRole.O2, 200, [.. Enumerable.Repeat(value, 200 * 60)])));
        var alone = Prepare(new ArraySignals((ChannelRole.C4, 200, noise)));
        Assert.All(night.Channel(1).ToArray(), sample => Assert.Equal(0, sample, 1e-3f));
        Assert.Equal(alone.Channel(0).ToArray(), night.Channel(0).ToArray());
    }

    [Fact]
    public void Prepare_DropoutOfTwoSeconds_SilencesThoseAlone()
    {
        var samples = Sines.Of(200, 60, 10, amplitude: 50);
        samples.AsSpan(200 * 20, 400).Fill(double.NaN);
        var night = Prepare(new ArraySignals((ChannelRole.O2, 200, samples)));
        Assert.All(night.Channel(0)[2001..2199].ToArray(), sample => Assert.Equal(0, sample));
        Assert.Equal(50, Sines.Amplitude(night.Channel(0)[..1800]), 2.0);
        Assert.Equal(50, Sines.Amplitude(night.Channel(0)[2400..]), 2.0);
    }

    [Fact]
    public void Prepare_RecordingOfMonths_Refuses()
    {
        var signals = new ArraySignals((ChannelRole.C4, 200, Noise(6000))) { DurationSeconds = 5e6 };
        var error = Assert.Throws<SleepVlmException>(() => Prepare(signals));
        Assert.Contains("1388.9 hours", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_Cancelled_Stops()
    {
        var signals = new ArraySignals((ChannelRole.C4, 200, Noise(6000)));
        Assert.Throws<OperationCanceledException>(() => SignalChain.Prepare(signals, Style, null, new CancellationToken(true)));
    }

    [Fact]
    public void Prepare_SixChannels_ReportsProgressUpToOne()
    {
        var progress = new Recorder();
        SignalChain.Prepare(GoldenRecording.Synthetic.Read(), Style, progress);
        Assert.Equal([1 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 6.0, 5 / 6.0, 1], progress.Values);
    }

    [Fact]
    public void Prepare_AnyRatesAndSegments_GivesFiniteSignals()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var seconds = random.Next(0, 150) + random.NextDouble();
            (ChannelRole, double, double[]) Row(ChannelRole role)
            {
                var rate = random.Next(3) == 0 ? random.NextDouble() * 600 + 0.2 : random.Next(1, 500);
                return (role, rate, Noise((int)(rate * seconds), seed));
            }

            var signals = new ArraySignals(Row(ChannelRole.F4), Row(ChannelRole.Chin));
            var cut = seconds * random.NextDouble();
            if (random.Next(2) == 0)
                signals = new ArraySignals(Row(ChannelRole.F4), Row(ChannelRole.Chin)) { Segments = [new(0, cut), new(cut + random.NextDouble(), seconds - cut)] };
            var night = Prepare(signals);
            for (var row = 0; row < 2; row++)
                foreach (var sample in night.Channel(row))
                    Assert.True(float.IsFinite(sample), $"seed {seed}");
        }
    }

    private static PreparedNight Prepare(IMontageSignals signals) => SignalChain.Prepare(signals, Style);

    private static UnscoredReason?[] Reasons(PreparedNight night) =>
        [.. Enumerable.Range(0, night.EpochCount).Select(epoch => night.WhyUnscorable(new EpochIndex(epoch)))];

    private static double[] Noise(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 100 - 50)];
    }

    private sealed class Recorder : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public void Report(double value) => Values.Add(value);
    }
}
