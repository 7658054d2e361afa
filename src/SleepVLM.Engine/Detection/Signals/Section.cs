namespace SleepVLM.Engine.Detection.Signals;

/// <summary>A second-order section: <c>(B0 + B1 z⁻¹ + B2 z⁻²) / (1 + A1 z⁻¹ + A2 z⁻²)</c>.</summary>
internal readonly record struct Section(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>What becomes of a constant 1.</summary>
    public double Gain => (B0 + B1 + B2) / (1 + A1 + A2);

    /// <summary>Memory behind a constant of this size that has lasted for ever, in transposed direct form II (SciPy's <c>sosfilt_zi</c>).</summary>
    public (double First, double Second) SteadyState(double constant) => ((Gain - B0) * constant, (B2 - A2 * Gain) * constant);
}
