using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Tests.Detection.Signals;

public sealed class SectionCascadeTests
{
    private const double RateHz = 100;

    // SciPy 1.10: sosfiltfilt over the sections of butter(order, edge, output="sos"), high-pass before low-pass, of the same 300 samples.
    public static TheoryData<string, double[]> Golden => new()
    {
        { "low-pass 2", [-5.207156, -3.535349, 16.480549, 7.229214, 14.300082, 3.656892, -0.394929] },
        { "low-pass 4", [-5.519474, -4.299559, 18.029187, 7.500845, 15.358401, 2.036874, -0.0312] },
        { "high-pass 2, low-pass 4", [4.903823, 5.645157, 22.179033, -0.987059, 9.842317, 9.129831, 7.752746] },
        { "band-pass 4", [0.000583, 0.975454, 0.055194, -14.484721, 0.300739, 3.607068, -0.000245] },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Filtered_OneToFourSections_AnswersAsScipyDoes(string filter, double[] expected)
    {
        var samples = Enumerable.Range(0, 300).Select(i => (float)(20 * Math.Sin(i * i * 0.003) + i * 37 % 11 - 5 + 0.05 * i)).ToArray();
        var filtered = SectionCascade.Filtered(samples, filter switch
        {
            "low-pass 2" => Sections.LowPass(2, 6, RateHz),
            "low-pass 4" => Sections.LowPass(4, 4, RateHz),
            "band-pass 4" => Sections.BandPass(4, 10.5, 16.5, RateHz),
            _ => [.. Sections.HighPass(2, 0.5, RateHz), .. Sections.LowPass(4, 4, RateHz)],
        });
        int[] places = [0, 1, 17, 150, 282, 298, 299];
        Assert.All(places.Zip(expected), pair => Assert.Equal(pair.Second, filtered[pair.First], 2e-5));
    }

    [Fact]
    public void Filtered_NoLongerThanPadding_Refuses()
    {
        var section = Sections.LowPass(2, 6, RateHz);
        Assert.Throws<ArgumentException>(() => SectionCascade.Filtered(new float[9], section));
        Assert.Equal(10, SectionCascade.Filtered(new float[10], section).Length);
    }
}
