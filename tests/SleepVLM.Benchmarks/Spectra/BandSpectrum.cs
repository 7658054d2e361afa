using MathNet.Numerics.IntegralTransforms;

namespace SleepVLM.Benchmarks.Spectra;

/// <summary>Power of an epoch by band: Welch, Hann windows of 4 s at half overlap, mean removed.</summary>
internal static class BandSpectrum
{
    /// <summary>Borders of the bands, hertz; those of the tables in <see cref="Engine.Simulation.StageSpectra"/>.</summary>
    public static readonly double[] EdgesHz = [0.3, 1, 2, 4, 6, 8, 10, 12, 15, 20, 25, 30, 35];

    private const double WindowSeconds = 4;

    public static int Count => EdgesHz.Length - 1;

    /// <summary>Mean density of each band, dB re 1 uV^2/Hz.</summary>
    /// <param name="microvolts">The epoch, 4 s at least.</param>
    /// <param name="sampleRateHz">70 or more.</param>
    public static double[] Of(ReadOnlySpan<double> microvolts, double sampleRateHz)
    {
        var length = (int)(WindowSeconds * sampleRateHz);
        var window = MathNet.Numerics.Window.HannPeriodic(length);
        var scale = 2 / (sampleRateHz * window.Sum(value => value * value));
        var (power, frames) = (new double[length / 2 + 1], 0);
        for (var start = 0; start + length <= microvolts.Length; start += length / 2, frames++)
        {
            var segment = microvolts.Slice(start, length).ToArray();
            var mean = segment.Average();
            var spectrum = segment.Select((value, i) => new System.Numerics.Complex((value - mean) * window[i], 0)).ToArray();
            Fourier.Forward(spectrum, FourierOptions.NoScaling);
            for (var bin = 0; bin < power.Length; bin++) power[bin] += scale * (spectrum[bin].Real * spectrum[bin].Real + spectrum[bin].Imaginary * spectrum[bin].Imaginary);
        }

        return [.. Enumerable.Range(0, Count).Select(band =>
        {
            var (first, end) = ((int)Math.Ceiling(EdgesHz[band] * WindowSeconds), (int)Math.Ceiling(EdgesHz[band + 1] * WindowSeconds));
            return 10 * Math.Log10(Math.Max(1e-6, Enumerable.Range(first, end - first).Average(bin => power[bin]) / frames));
        })];
    }
}
