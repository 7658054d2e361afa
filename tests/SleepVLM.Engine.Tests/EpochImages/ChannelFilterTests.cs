using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages.Filters;

namespace SleepVLM.Engine.Tests.EpochImages;

public class ChannelFilterTests
{
    [Theory]
    [InlineData(ChannelRole.C4, 5, 1.0)]
    [InlineData(ChannelRole.C4, 50, 0.0)]
    [InlineData(ChannelRole.C4, 90, 0.0)]
    [InlineData(ChannelRole.Chin, 30, 1.0)]
    [InlineData(ChannelRole.Chin, 50, 0.0)]
    [InlineData(ChannelRole.Chin, 1, 0.0)]
    public void Apply_SineAt256Hz_PassesItsBandAlone(ChannelRole role, double frequencyHz, double gain) =>
        Assert.Equal(gain, Gain(new ChannelFilter(role, 256, 50), 256, frequencyHz), 0.01);

    [Fact]
    public void Apply_MainsOf60Hz_RemovesThose()
    {
        Assert.Equal(0, Gain(new ChannelFilter(ChannelRole.Chin, 256, 60), 256, 60), 0.01);
        Assert.Equal(1, Gain(new ChannelFilter(ChannelRole.Chin, 256, 60), 256, 45), 0.01);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(512)]
    [InlineData(1000)]
    [InlineData(1024)]
    [InlineData(2000)]
    [InlineData(4096)]
    [InlineData(20000)]
    public void Apply_AnyRateInTheField_PassesAlphaAndStopsDrift(double rateHz)
    {
        var filter = new ChannelFilter(ChannelRole.C4, rateHz, 50);
        Assert.Equal(1, Gain(filter, rateHz, 10), 0.05);
        Assert.Equal(0, Gain(filter, rateHz, 0.05), 0.05);
    }

    /// <summary>A 10 Hz edge cannot exist at 16 Hz and neither can mains: the reference leaves such a signal alone.</summary>
    [Fact]
    public void Apply_RateBelowTheBand_LeavesTheSignal()
    {
        var filter = new ChannelFilter(ChannelRole.Chin, 16, 50);
        var samples = Sines.Of(16, 60, 3);
        var before = (double[])samples.Clone();
        filter.Apply(samples);
        Assert.Equal(0, filter.PaddingLength);
        Assert.Equal(before, samples);
    }

    private static double Gain(ChannelFilter filter, double rateHz, double frequencyHz)
    {
        var samples = Sines.Of(rateHz, 80, frequencyHz);
        filter.Apply(samples);
        return Sines.Amplitude(Array.ConvertAll(samples, value => (float)value));
    }
}
