namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Amplitude and frequency of an oscillation, as they are read off a trace.</summary>
internal static class Waves
{
    /// <summary>Largest peak to peak of neighbouring half-waves, and the frequency by zero crossings, both of a band-passed stretch.</summary>
    /// <param name="band">Microvolts.</param>
    /// <param name="rateHz">Samples per second.</param>
    public static (double PeakToPeakMicrovolts, double Hertz) Measure(ReadOnlySpan<float> band, int rateHz)
    {
        double largest = 0, first = -1, last = -1;
        float peak = 0, before = 0;
        var crossings = 0;
        for (var i = 0; i < band.Length; i++)
        {
            if (i > 0 && band[i] >= 0 != band[i - 1] >= 0)
            {
                var at = i - 1 + (double)band[i - 1] / (band[i - 1] - band[i]);
                if (first < 0) first = at;
                last = at;
                crossings++;
                (before, peak) = (peak, 0);
            }

            if (Math.Abs(band[i]) > Math.Abs(peak)) peak = band[i];
            largest = Math.Max(largest, Math.Abs(peak - before));
        }

        return (largest, crossings > 1 ? rateHz * (crossings - 1) / (2 * (last - first)) : 0);
    }
}
