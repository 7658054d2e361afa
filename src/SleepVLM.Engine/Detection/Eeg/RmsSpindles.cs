using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>Spindles by root mean square, correlation and share of the sigma band (YASA: Vallat and Walker, eLife 2021).</summary>
/// <remarks>
/// RMS of 0.3 s above the night's mean by 1.5 trimmed standard deviations, correlation of sigma and broad signal at least 0.65, sigma at least
/// 0.2 of the power of 2 s. YASA is given NREM sleep alone and takes 12-15 Hz; here the whole night is looked at, in 11-16 Hz as A7.
/// </remarks>
internal sealed class RmsSpindles
{
    /// <summary>Thresholds as published.</summary>
    public const double Deviations = 1.5, Correlation = 0.65, RelativePower = 0.2;

    private const double LeastMicrovoltsRms = 2;

    private readonly SigmaBands _bands;
    private readonly double _mean, _deviation;

    public RmsSpindles(SigmaBands bands)
    {
        _bands = bands;
        var usable = new List<float>(bands.Steps);
        for (var step = 0; step < bands.Steps; step++)
            if (bands.IsUsable(step)) usable.Add((float)Math.Sqrt(bands.SigmaPower(step)));
        if (usable.Count == 0) { (_mean, _deviation) = (double.PositiveInfinity, 1); return; }
        usable.Sort();
        var trimmed = usable.GetRange(usable.Count / 10, usable.Count - 2 * (usable.Count / 10));
        _mean = trimmed.Average();
        _deviation = Math.Max(1e-3, Math.Sqrt(trimmed.Average(value => (value - _mean) * (value - _mean))));
    }

    /// <summary>Margin of the weakest of the three features at a step: 0 at the thresholds, 1 a unit above (as <see cref="A7Spindles.Margin"/>).</summary>
    public double Margin(int step)
    {
        var rms = Math.Sqrt(_bands.SigmaPower(step));
        var threshold = Math.Max(LeastMicrovoltsRms, _mean + Deviations * _deviation);
        return Math.Min(
            Math.Min((rms - threshold) / _deviation, (_bands.Correlation(step) - Correlation) / 0.1),
            Math.Log2(_bands.RelativePower(step) / RelativePower + 1e-6));
    }
}
