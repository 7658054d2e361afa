namespace SleepVLM.Engine.Simulation;

/// <summary>Changes the sampling rate of a whole trace by windowed-sinc interpolation, low-passed where the rate falls.</summary>
internal static class Resampler
{
    private const int ZeroCrossings = 12, StepsPerSample = 512;
    private const double Passband = 0.92; // of the lower Nyquist frequency

    /// <summary>The trace at another rate; the very same array where the rates are equal.</summary>
    /// <param name="samples">Of <paramref name="fromHz"/>.</param>
    /// <param name="fromHz">Its rate.</param>
    /// <param name="toHz">The wanted rate; the result covers the same time.</param>
    public static float[] Convert(float[] samples, double fromHz, double toHz)
    {
        if (fromHz == toHz) return samples;
        var cutoff = Passband * Math.Min(1, toHz / fromHz); // of the input's Nyquist frequency
        var reach = (int)Math.Ceiling(ZeroCrossings / cutoff);
        var kernel = Kernel(cutoff, reach);
        var result = new float[(int)Math.Round(samples.Length * toHz / fromHz)];
        for (var i = 0; i < result.Length; i++)
        {
            var centre = i * fromHz / toHz;
            var (first, last) = (Math.Max(0, (int)Math.Ceiling(centre - reach)), Math.Min(samples.Length - 1, (int)Math.Floor(centre + reach)));
            var sum = 0f;
            for (var at = first; at <= last; at++) sum += samples[at] * kernel[(int)(Math.Abs(at - centre) * StepsPerSample + 0.5)];
            result[i] = sum;
        }

        return result;
    }

    /// <summary>One side of the kernel, Blackman window, <see cref="StepsPerSample"/> values for each sample of the input.</summary>
    private static float[] Kernel(double cutoff, int reach)
    {
        var kernel = new float[reach * StepsPerSample + 2];
        for (var i = 0; i < kernel.Length; i++)
        {
            var x = (double)i / StepsPerSample;
            var u = Math.Min(1, x / reach);
            var window = 0.42 + 0.5 * Math.Cos(Math.PI * u) + 0.08 * Math.Cos(2 * Math.PI * u);
            kernel[i] = (float)(window * (x == 0 ? cutoff : Math.Sin(Math.PI * cutoff * x) / (Math.PI * x)));
        }

        return kernel;
    }
}
