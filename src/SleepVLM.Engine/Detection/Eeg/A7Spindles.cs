using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>Spindles by four features in windows of 0.3 s (A7: Lacourse, Delfrate, Beaudry, Peppard and Warby, J. Neurosci. Methods 2019).</summary>
/// <remarks>
/// Absolute sigma power, sigma power over 4.5-30 Hz as a z-score, covariance of sigma and broad signal as a z-score, and their correlation. z-scores are taken
/// against 30 s around, values beyond the 10th and 90th percentile left out. A spindle holds a moment at which all four exceed their
/// thresholds, and reaches as far as power and covariance do. Powers are taken in the time domain from filtered signals where A7 has spectra of 0.3 s.
/// </remarks>
internal sealed class A7Spindles
{
    /// <summary>Thresholds as published.</summary>
    public const double AbsolutePower = 1.25, RelativePower = 1.6, Covariance = 1.3, Correlation = 0.69;

    private readonly SigmaBands _bands;
    private readonly float[] _absolute, _relative, _covariance, _correlation;

    public A7Spindles(SigmaBands bands)
    {
        _bands = bands;
        (_absolute, _relative) = (new float[bands.Steps], new float[bands.Steps]);
        (_covariance, _correlation) = (new float[bands.Steps], new float[bands.Steps]);
        for (var step = 0; step < bands.Steps; step++)
        {
            var power = bands.SigmaPower(step);
            _absolute[step] = (float)Math.Log10(power + 1e-6);
            _relative[step] = (float)Math.Log10((power + 1e-6) / (bands.FastPower(step) + 1e-6));
            _covariance[step] = (float)Math.Log10(Math.Max(0, bands.Covariance(step)) + 1);
            _correlation[step] = (float)bands.Correlation(step);
        }

        Standardizer.Apply(_relative, bands.IsUsable);
        Standardizer.Apply(_covariance, bands.IsUsable);
    }

    /// <summary>Log-odds-like margin of the weakest of the four features at a step: 0 at the thresholds, 1 a unit above.</summary>
    /// <remarks>One unit is one standard deviation of a z-score, a factor of two of power, 0.1 of correlation.</remarks>
    public double Margin(int step) => Math.Min(
        Math.Min((_absolute[step] - AbsolutePower) / 0.3, (_correlation[step] - Correlation) / 0.1),
        Math.Min(_relative[step] - RelativePower, _covariance[step] - Covariance));

    /// <summary>Whether power and covariance still exceed their thresholds.</summary>
    public bool Reaches(int step) => _absolute[step] >= AbsolutePower && _covariance[step] >= Covariance && _bands.IsUsable(step);
}
