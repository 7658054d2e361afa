namespace SleepVLM.Engine.EpochImages.Filters;

/// <summary>A digital filter as the quotient of two polynomials in z⁻¹.</summary>
/// <param name="Numerator">Coefficients b, lowest delay first.</param>
/// <param name="Denominator">Coefficients a, lowest delay first, <c>a[0] = 1</c>; as many as <paramref name="Numerator"/>.</param>
public sealed record TransferFunction(double[] Numerator, double[] Denominator)
{
    /// <summary>Polynomial order: samples of memory.</summary>
    public int Order => Numerator.Length - 1;

    /// <summary>State in which the filter answers a constant 1 with its final value at once (SciPy's <c>lfilter_zi</c>).</summary>
    public double[] SteadyState()
    {
        var state = new double[Order];
        double excess = 0, gain = 0;
        for (var i = 1; i <= Order; i++) excess += Numerator[i] - Denominator[i] * Numerator[0];
        foreach (var a in Denominator) gain += a;

        state[0] = excess / gain;
        double denominators = 1, excesses = 0;
        for (var i = 1; i < Order; i++)
        {
            denominators += Denominator[i];
            excesses += Numerator[i] - Denominator[i] * Numerator[0];
            state[i] = denominators * state[0] - excesses;
        }

        return state;
    }
}
