using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

public class FourierTransformTests
{
    [Fact]
    public void Inverse_EqualsTheDefinition()
    {
        const int Length = 32;
        var noise = new NoiseSource(4);
        var (re, im) = (new float[Length], new float[Length]);
        noise.FillGaussian(re);
        noise.FillGaussian(im);
        var expected = Enumerable.Range(0, Length).Select(n =>
        {
            var sum = System.Numerics.Complex.Zero;
            for (var k = 0; k < Length; k++) sum += new System.Numerics.Complex(re[k], im[k]) * System.Numerics.Complex.Exp(new(0, 2 * Math.PI * k * n / Length));
            return sum;
        }).ToArray();
        new FourierTransform(Length).Inverse(re, im);
        for (var n = 0; n < Length; n++)
        {
            Assert.Equal(expected[n].Real, re[n], 4);
            Assert.Equal(expected[n].Imaginary, im[n], 4);
        }
    }
}
