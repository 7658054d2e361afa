using SleepVLM.Engine.EpochImages.Filters;

namespace SleepVLM.Engine.Tests.EpochImages;

public class LinearResamplerTests
{
    [Theory]
    [InlineData(7680, 256, 3000)]
    [InlineData(7681, 256, 3000)]
    [InlineData(7684, 256, 3002)]
    [InlineData(3000, 100.05, 3000)]
    [InlineData(1500, 50, 3000)]
    [InlineData(5, 200, 2)]
    [InlineData(7, 200, 4)]
    public void OutputLength_RoundsHalfToEven(int count, double rateHz, int expected) =>
        Assert.Equal(expected, LinearResampler.OutputLength(count, rateHz, 100));

    [Fact]
    public void Resample_Ramp_StretchesItFromFirstToLastSample()
    {
        var ramp = Enumerable.Range(0, 7680).Select(i => (double)i).ToArray();
        var resampled = new float[3000];
        LinearResampler.Resample(ramp, 3000, resampled);

        Assert.Equal(0, resampled[0]);
        Assert.Equal(7679f, resampled[^1], 1e-3f);
        Assert.Equal(1000 * 7679.0 / 2999, resampled[1000], 1e-3);
    }

    [Fact]
    public void Resample_ShorterTarget_GivesTheBeginning()
    {
        var ramp = Enumerable.Range(0, 100).Select(i => (double)i).ToArray();
        var (whole, part) = (new float[50], new float[20]);
        LinearResampler.Resample(ramp, 50, whole);
        LinearResampler.Resample(ramp, 50, part);
        Assert.Equal(whole[..20], part);
    }

    [Fact]
    public void Resample_SingleSample_Repeats()
    {
        var resampled = new float[1];
        LinearResampler.Resample([3.5], 1, resampled);
        Assert.Equal([3.5f], resampled);
    }
}
