namespace SleepVLM.Engine.EpochImages.Filters;

/// <summary>Second-order filter that removes one frequency, designed as SciPy's <c>iirnotch</c>.</summary>
public static class Notch
{
    /// <summary>Designs the filter.</summary>
    /// <param name="frequency">Removed frequency as a fraction of the Nyquist frequency, 0 to 1.</param>
    /// <param name="quality">Frequency over the width of the gap at -3 dB; 20 in the published chain.</param>
    public static TransferFunction Design(double frequency, double quality)
    {
        var bandwidth = frequency / quality * Math.PI;
        var angle = frequency * Math.PI;
        var depth = 1 / Math.Sqrt(2);
        var beta = Math.Sqrt(1 - depth * depth) / depth * Math.Tan(bandwidth / 2);
        var gain = 1 / (1 + beta);
        var middle = -2 * Math.Cos(angle);
        return new TransferFunction([gain, gain * middle, gain], [1, gain * middle, 2 * gain - 1]);
    }
}
