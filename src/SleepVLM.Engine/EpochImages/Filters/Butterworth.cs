using System.Numerics;

namespace SleepVLM.Engine.EpochImages.Filters;

/// <summary>Butterworth band-pass filters, designed as SciPy's <c>butter(order, [low, high], 'bandpass')</c> does:
/// analogue prototype, pre-warped edges, bilinear transform.</summary>
public static class Butterworth
{
    /// <summary>Relative error of the denominator at 0 Hz beyond which its rounded coefficients no longer describe the filter.</summary>
    private const double LostDigits = 0.1;

    /// <summary>Designs a band-pass filter: one section of order <c>2 * order</c>, or sections of order two where one would not hold.</summary>
    /// <param name="order">Order of the prototype, 4 in the published chain; even.</param>
    /// <param name="low">Lower edge as a fraction of the Nyquist frequency, above 0.</param>
    /// <param name="high">Upper edge as a fraction of the Nyquist frequency, above <paramref name="low"/>, below 1.</param>
    /// <remarks>The single section is what the published chain computes with and is kept to the last digit while it works. With a
    /// 0.3 Hz edge it loses its last digit between 1,024 and 2,000 Hz and diverges at 4,096 Hz; the sections do not.</remarks>
    public static TransferFunction[] BandPass(int order, double low, double high)
    {
        const double Rate = 2;
        var lowWarped = 2 * Rate * Math.Tan(Math.PI * low / Rate);
        var highWarped = 2 * Rate * Math.Tan(Math.PI * high / Rate);
        var width = highWarped - lowWarped;
        var centre = Math.Sqrt(lowWarped * highWarped);

        var poles = new Complex[2 * order];
        for (var i = 0; i < order; i++)
        {
            var prototype = -Complex.Exp(new Complex(0, Math.PI * (2 * i - order + 1) / (2 * order)));
            var scaled = prototype * (width / 2);
            var spread = Complex.Sqrt(scaled * scaled - centre * centre);
            (poles[i], poles[order + i]) = (scaled + spread, scaled - spread);
        }

        Complex gain = Math.Pow(width, order);
        for (var i = 0; i < order; i++) gain *= 2 * Rate;
        for (var i = 0; i < poles.Length; i++)
        {
            gain /= 2 * Rate - poles[i];
            poles[i] = (2 * Rate + poles[i]) / (2 * Rate - poles[i]);
        }

        var whole = new TransferFunction(Scale(Zeros(order), gain.Real), Polynomial(poles));
        return HoldsItsPoles(whole, poles) ? [whole] : Sections(poles, gain.Real);
    }

    private static bool HoldsItsPoles(TransferFunction filter, Complex[] poles)
    {
        var exact = Complex.One;
        foreach (var pole in poles) exact *= 1 - pole;
        return Math.Abs(filter.Denominator.Sum() / exact.Real - 1) < LostDigits;
    }

    /// <summary>One section per pair of conjugate poles, with one zero at 0 Hz and one at the Nyquist frequency each.</summary>
    private static TransferFunction[] Sections(Complex[] poles, double gain)
    {
        var upper = poles.Where(pole => pole.Imaginary > 0).OrderBy(pole => pole.Magnitude).ToArray();
        var share = Math.Pow(gain, 1.0 / upper.Length);
        return [.. upper.Select(pole => new TransferFunction(
            [share, 0, -share],
            [1, -2 * pole.Real, pole.Real * pole.Real + pole.Imaginary * pole.Imaginary]))];
    }

    /// <summary>A band-pass has <paramref name="order"/> zeros at z = 1, and as many at z = -1 from the bilinear transform.</summary>
    private static double[] Zeros(int order)
    {
        var roots = new Complex[2 * order];
        Array.Fill(roots, Complex.One, 0, order);
        Array.Fill(roots, -Complex.One, order, order);
        return Polynomial(roots);
    }

    private static double[] Scale(double[] values, double factor) => Array.ConvertAll(values, value => value * factor);

    /// <summary>Monic polynomial with the given roots; they come in conjugate pairs, so it is real.</summary>
    private static double[] Polynomial(Complex[] roots)
    {
        var coefficients = new Complex[roots.Length + 1];
        coefficients[0] = Complex.One;
        for (var degree = 0; degree < roots.Length; degree++)
            for (var i = degree + 1; i > 0; i--)
                coefficients[i] -= roots[degree] * coefficients[i - 1];
        return Array.ConvertAll(coefficients, value => value.Real);
    }
}
