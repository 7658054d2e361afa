using System.Numerics;

namespace SleepVLM.Engine.EpochImages.Filters;

/// <summary>Butterworth band-pass filters, designed as SciPy's <c>butter(order, [low, high], 'bandpass')</c> does:
/// analogue prototype, pre-warped edges, bilinear transform.</summary>
public static class Butterworth
{
    /// <summary>Relative error of the denominator at 0 Hz beyond which its rounded coefficients no longer describe the filter.</summary>
    private const double LostDigits = 0.1;

    /// <summary>Designs a band-pass filter as one quotient of two polynomials of order <c>2 * order</c>.</summary>
    /// <param name="order">Order of the prototype, 4 in the published chain; even.</param>
    /// <param name="low">Lower edge as a fraction of the Nyquist frequency, above 0.</param>
    /// <param name="high">Upper edge as a fraction of the Nyquist frequency, above <paramref name="low"/>, below 1.</param>
    /// <returns>The filter, or null where rounding would leave it without its poles. That is what the published chain computes
    /// with; from an edge of 0.001 it loses its last digit between 1,024 and 2,000 Hz, and diverges at 4,096 Hz.</returns>
    public static TransferFunction? BandPass(int order, double low, double high)
    {
        var (poles, gain) = Design(order, low, high);
        var whole = new TransferFunction(Array.ConvertAll(Zeros(order), value => value * gain), Polynomial(poles));
        return HoldsItsPoles(whole, poles) ? whole : null;
    }

    /// <summary>Designs the same filter as a cascade of second-order sections, which holds at any rate.</summary>
    /// <param name="order">Order of the prototype; even.</param>
    /// <param name="low">Lower edge as a fraction of the Nyquist frequency, above 0.</param>
    /// <param name="high">Upper edge as a fraction of the Nyquist frequency, above <paramref name="low"/>, below 1.</param>
    /// <returns>One section per pair of conjugate poles, each with one zero at 0 Hz and one at the Nyquist frequency.</returns>
    public static TransferFunction[] BandPassSections(int order, double low, double high)
    {
        var (poles, gain) = Design(order, low, high);
        var upper = poles.Where(pole => pole.Imaginary > 0).OrderBy(pole => pole.Magnitude).ToArray();
        var share = Math.Pow(gain, 1.0 / upper.Length);
        return [.. upper.Select(pole => new TransferFunction(
            [share, 0, -share],
            [1, -2 * pole.Real, pole.Real * pole.Real + pole.Imaginary * pole.Imaginary]))];
    }

    private static (Complex[] Poles, double Gain) Design(int order, double low, double high)
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

        Complex gain = Math.Pow(width * 2 * Rate, order);
        for (var i = 0; i < poles.Length; i++)
        {
            gain /= 2 * Rate - poles[i];
            poles[i] = (2 * Rate + poles[i]) / (2 * Rate - poles[i]);
        }

        return (poles, gain.Real);
    }

    private static bool HoldsItsPoles(TransferFunction filter, Complex[] poles)
    {
        var exact = Complex.One;
        foreach (var pole in poles) exact *= 1 - pole;
        return Math.Abs(filter.Denominator.Sum() / exact.Real - 1) < LostDigits;
    }

    /// <summary>A band-pass has <paramref name="order"/> zeros at z = 1, and as many at z = -1 from the bilinear transform.</summary>
    private static double[] Zeros(int order)
    {
        var roots = new Complex[2 * order];
        Array.Fill(roots, Complex.One, 0, order);
        Array.Fill(roots, -Complex.One, order, order);
        return Polynomial(roots);
    }

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
