namespace SleepVLM.Engine.Simulation;

/// <summary>Small recursive filters that run over a trace in place.</summary>
internal static class RecursiveFilter
{
    /// <summary>Runs a filter forward and backward, so that nothing shifts in time.</summary>
    public static void BothWays(float[] trace, Action<Span<float>> filter)
    {
        for (var way = 0; way < 2; way++)
        {
            filter(trace);
            Array.Reverse(trace);
        }
    }

    /// <summary>First order high-pass, as the input stage of an amplifier is.</summary>
    public static void HighPass(Span<float> trace, double cornerHz, double sampleRateHz)
    {
        if (trace.IsEmpty) return;
        var keep = Keep(cornerHz, sampleRateHz);
        Difference(trace, keep, keep, trace[0]);
    }

    /// <summary>First order high-pass that rises by <c>gain * f / corner</c> far below its corner, at any sampling rate, also where the corner lies near half of it or above.</summary>
    public static void Rising(Span<float> trace, double cornerHz, double sampleRateHz, double gain) =>
        Difference(trace, Keep(cornerHz, sampleRateHz), sampleRateHz * (1 - Keep(cornerHz, sampleRateHz)) / (2 * Math.PI * cornerHz) * gain, 0);

    private static double Keep(double cornerHz, double sampleRateHz) => Math.Exp(-2 * Math.PI * cornerHz / sampleRateHz);

    private static void Difference(Span<float> trace, double keep, double gain, double previous)
    {
        var state = 0.0;
        for (var i = 0; i < trace.Length; i++)
        {
            state = keep * state + gain * (trace[i] - previous);
            previous = trace[i];
            trace[i] = (float)state;
        }
    }

    /// <summary>Second order Butterworth low-pass; nothing is done where the corner reaches the Nyquist frequency.</summary>
    public static void LowPass(Span<float> trace, double cornerHz, double sampleRateHz)
    {
        if (cornerHz >= 0.49 * sampleRateHz) return;
        var k = Math.Tan(Math.PI * cornerHz / sampleRateHz);
        var norm = 1 / (1 + Math.Sqrt(2) * k + k * k);
        var (b0, a1, a2) = (k * k * norm, 2 * (k * k - 1) * norm, (1 - Math.Sqrt(2) * k + k * k) * norm);
        double s1 = 0, s2 = 0;
        for (var i = 0; i < trace.Length; i++)
        {
            double x = trace[i], y = b0 * x + s1;
            s1 = 2 * b0 * x - a1 * y + s2;
            s2 = b0 * x - a2 * y;
            trace[i] = (float)y;
        }
    }
}
