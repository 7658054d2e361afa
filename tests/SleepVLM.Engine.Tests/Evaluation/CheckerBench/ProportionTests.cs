using SleepVLM.Engine.Evaluation.CheckerBench;

namespace SleepVLM.Engine.Tests.Evaluation.CheckerBench;

public class ProportionTests
{
    [Theory]
    // Worked with the closed form of Wilson (1927) at 95 %.
    [InlineData(0, 10, 0.0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1.0)]
    [InlineData(95, 100, 0.8882, 0.9785)]
    [InlineData(500, 1000, 0.4691, 0.5309)]
    public void Interval_IsWilsons(int hits, int of, double low, double high)
    {
        var interval = new Proportion(hits, of).Interval;
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void NoCases_HaveNoShare()
    {
        Assert.Null(default(Proportion).Share);
        Assert.Equal((0.0, 1.0), default(Proportion).Interval);
    }

    [Fact]
    public void Sum_AddsCounts() => Assert.Equal(new Proportion(4, 10), new Proportion(1, 3) + new Proportion(3, 7));
}
