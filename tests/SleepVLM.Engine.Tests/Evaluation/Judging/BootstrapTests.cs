using SleepVLM.Engine.Evaluation;

namespace SleepVLM.Engine.Tests.Evaluation.Judging;

public sealed class BootstrapTests
{
    private static double? Mean(IReadOnlyList<double> values) => values.Average();

    /// <summary>The mean of two draws from 0 and 1 is 0, a half or 1, with a quarter of the draws at either end.</summary>
    [Fact]
    public void Interval_TwoUnits_ReachesFromOneToTheOther() => Assert.Equal(new Interval(0, 1), Bootstrap.Interval([0.0, 1.0], Mean, seed: 1));

    [Fact]
    public void Interval_EqualUnits_HasNoWidth() => Assert.Equal(new Interval(3, 3), Bootstrap.Interval([3.0, 3.0, 3.0], Mean, seed: 1));

    /// <summary>Standard error of the mean of 100 draws from a fair coin: 0.05.</summary>
    [Fact]
    public void Interval_FairCoin_IsTwoStandardErrorsWide()
    {
        double[] coin = [.. Enumerable.Range(0, 100).Select(i => i % 2 + 0.0)];
        var interval = Bootstrap.Interval(coin, Mean, seed: 7, draws: 4000)!.Value;
        Assert.InRange(interval.Low, 0.385, 0.42);
        Assert.InRange(interval.High, 0.58, 0.615);
    }

    [Fact]
    public void Interval_SameSeed_IsTheSame()
    {
        double[] units = [.. Enumerable.Range(0, 37).Select(i => Math.Sin(i))];
        Assert.Equal(Bootstrap.Interval(units, Mean, seed: 5), Bootstrap.Interval(units, Mean, seed: 5));
        Assert.NotEqual(Bootstrap.Interval(units, Mean, seed: 5), Bootstrap.Interval(units, Mean, seed: 6));
    }

    [Fact]
    public void Interval_DrawsWithoutTheFigure_AreLeftOut() =>
        Assert.Equal(new Interval(1, 1), Bootstrap.Interval([0.0, 1.0], drawn => drawn.Min() > 0 ? 1 : null, seed: 1));

    [Fact]
    public void Interval_NothingDefined_IsNull()
    {
        Assert.Null(Bootstrap.Interval(Array.Empty<double>(), Mean, seed: 1));
        Assert.Null(Bootstrap.Interval([1.0, 2.0], _ => null, seed: 1));
    }
}
