using SleepVLM.Engine.EpochImages.Filters;

namespace SleepVLM.Engine.Tests.EpochImages;

public class ZeroPhaseFilterTests
{
    [Fact]
    public void Apply_SineInsideTheBand_KeepsAmplitudeAndPhase()
    {
        var sine = Sines.Of(rateHz: 256, seconds: 60, frequencyHz: 5);
        var filtered = (double[])sine.Clone();
        Apply(new ZeroPhaseFilter(Butterworth.BandPass(4, 0.3 / 128, 35.0 / 128)!), filtered);

        for (var i = 10 * 256; i < 50 * 256; i++) Assert.Equal(sine[i], filtered[i], 0.01);
    }

    [Fact]
    public void Apply_ConstantSignal_LeavesNothing()
    {
        var constant = Enumerable.Repeat(1000.0, 5000).ToArray();
        Apply(new ZeroPhaseFilter(Butterworth.BandPass(4, 0.3 / 128, 35.0 / 128)!), constant);
        Assert.All(constant, value => Assert.Equal(0, value, 1e-3));
    }

    [Fact]
    public void Apply_NoLongerThanPadding_Refuses()
    {
        var filter = new ZeroPhaseFilter(Notch.Design(0.5, 20));
        Assert.Equal(9, filter.PaddingLength);
        Assert.Throws<ArgumentException>(() => Apply(filter, new double[9]));
        Apply(filter, new double[10]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Apply_UnrolledOrder_EqualsTheGeneralForm(int order)
    {
        var filter = order == 2 ? Notch.Design(0.4, 20) : Butterworth.BandPass(4, 0.01, 0.3)!;
        var noise = new Random(4);
        var samples = Enumerable.Range(0, 500).Select(_ => noise.NextDouble()).ToArray();
        var expected = (double[])samples.Clone();
        DirectForm.Run(filter, new double[order], expected);

        if (order == 2) DirectForm.RunOrder2(filter, new double[order], samples);
        else DirectForm.RunOrder8(filter, new double[order], samples);
        Assert.Equal(expected, samples);
    }

    private static void Apply(ZeroPhaseFilter filter, double[] samples) =>
        filter.Apply(samples, new double[samples.Length + 2 * filter.PaddingLength]);
}
