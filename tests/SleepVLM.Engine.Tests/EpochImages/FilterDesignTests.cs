using SleepVLM.Engine.EpochImages.Filters;

namespace SleepVLM.Engine.Tests.EpochImages;

/// <summary>Designs against the coefficients that SciPy 1.10.1 prints.</summary>
public class FilterDesignTests
{
    /// <summary>The steady state divides by a sum of which ten digits cancel.</summary>
    private const double SteadyStateTolerance = 1e-5;

    [Fact]
    public void BandPass_EegAt256Hz_GivesSciPysCoefficients()
    {
        var filter = Butterworth.BandPass(4, 0.3 / 128, 35.0 / 128)!;
        AssertClose(
            [0.013336682835013674, 0.0, -0.053346731340054694, 0.0, 0.08002009701008204, 0.0, -0.053346731340054694, 0.0, 0.013336682835013674],
            filter.Numerator, 1e-15);
        AssertClose(
            [1.0, -5.780619974394164, 14.641477348947891, -21.365726260373854, 19.764298971461585, -11.903417942392677, 4.552623158656478,
             -1.0080811163979304, 0.09944581514047071],
            filter.Denominator, 1e-12);
        AssertClose(
            [-0.013336598825090504, -0.013337084454530426, 0.04001087691491142, 0.04000908198188981, -0.040009354630954196,
             -0.040010354636180946, 0.01333675916939552, 0.013336674480578382],
            filter.SteadyState(), SteadyStateTolerance);
    }

    [Fact]
    public void BandPass_ChinAt200Hz_GivesSciPysCoefficients()
    {
        var filter = Butterworth.BandPass(4, 10.0 / 100, 0.999)!;
        AssertClose(
            [0.6592638825410133, 0.0, -2.6370555301640533, 0.0, 3.95558329524608, 0.0, -2.6370555301640533, 0.0, 0.6592638825410133],
            filter.Numerator, 1e-12);
        AssertClose(
            [1.0, 0.8112713099125483, -2.8596256978301446, -1.7293686870664176, 3.426231919396577, 1.323852440705883, -1.9480793645914674,
             -0.3525991541571048, 0.4346290534484622],
            filter.Denominator, 1e-12);
    }

    [Fact]
    public void Notch_50HzAt256Hz_GivesSciPysCoefficients()
    {
        var filter = Notch.Design(50.0 / 128, 20);
        AssertClose([0.97022454, -0.65371761, 0.97022454], filter.Numerator, 1e-8);
        AssertClose([1.0, -0.65371761, 0.94044908], filter.Denominator, 1e-8);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(1024, true)]
    [InlineData(2000, false)]
    [InlineData(4096, false)]
    public void BandPass_RateRises_IsGivenUpWhereItLosesItsPoles(double rateHz, bool holds) =>
        Assert.Equal(holds, Butterworth.BandPass(4, Math.Max(0.001, 0.6 / rateHz), 70 / rateHz) is not null);

    [Fact]
    public void BandPassSections_At256Hz_EqualTheWhole()
    {
        var whole = Impulse([Butterworth.BandPass(4, 0.3 / 128, 35.0 / 128)!]);
        var sections = Impulse(Butterworth.BandPassSections(4, 0.3 / 128, 35.0 / 128));
        AssertClose(whole, sections, 1e-6);
    }

    private static double[] Impulse(TransferFunction[] filters)
    {
        var samples = new double[2000];
        samples[0] = 1;
        foreach (var filter in filters) DirectForm.Run(filter, new double[filter.Order], samples);
        return samples;
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }
}
