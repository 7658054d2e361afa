namespace SleepVLM.Engine.EpochImages.Filters;

/// <summary>Transposed direct form II, the order of operations of SciPy's <c>lfilter</c>, in place.</summary>
/// <remarks>
/// The two orders that every recording needs are unrolled: the state stays in registers. Each runs forward (<c>step</c> 1) or from the last sample to the first (-1).
/// </remarks>
internal static class DirectForm
{
    public static void Run(TransferFunction filter, Span<double> state, Span<double> samples, int step = 1)
    {
        var (b, a) = (filter.Numerator, filter.Denominator);
        for (var i = step > 0 ? 0 : samples.Length - 1; (uint)i < (uint)samples.Length; i += step)
        {
            var x = samples[i];
            var y = state[0] + b[0] * x;
            for (var k = 1; k < state.Length; k++) state[k - 1] = state[k] + b[k] * x - a[k] * y;
            state[^1] = b[^1] * x - a[^1] * y;
            samples[i] = y;
        }
    }

    public static void RunOrder2(TransferFunction filter, Span<double> state, Span<double> samples, int step = 1)
    {
        double b0 = filter.Numerator[0], b1 = filter.Numerator[1], b2 = filter.Numerator[2];
        double a1 = filter.Denominator[1], a2 = filter.Denominator[2];
        double s0 = state[0], s1 = state[1];
        for (var i = step > 0 ? 0 : samples.Length - 1; (uint)i < (uint)samples.Length; i += step)
        {
            var x = samples[i];
            var y = s0 + b0 * x;
            s0 = s1 + b1 * x - a1 * y;
            s1 = b2 * x - a2 * y;
            samples[i] = y;
        }
    }

    public static void RunOrder8(TransferFunction filter, Span<double> state, Span<double> samples, int step = 1)
    {
        var (b, a) = (filter.Numerator, filter.Denominator);
        double b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], b4 = b[4], b5 = b[5], b6 = b[6], b7 = b[7], b8 = b[8];
        double a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4], a5 = a[5], a6 = a[6], a7 = a[7], a8 = a[8];
        double s0 = state[0], s1 = state[1], s2 = state[2], s3 = state[3], s4 = state[4], s5 = state[5], s6 = state[6], s7 = state[7];
        for (var i = step > 0 ? 0 : samples.Length - 1; (uint)i < (uint)samples.Length; i += step)
        {
            var x = samples[i];
            var y = s0 + b0 * x;
            s0 = s1 + b1 * x - a1 * y;
            s1 = s2 + b2 * x - a2 * y;
            s2 = s3 + b3 * x - a3 * y;
            s3 = s4 + b4 * x - a4 * y;
            s4 = s5 + b5 * x - a5 * y;
            s5 = s6 + b6 * x - a6 * y;
            s6 = s7 + b7 * x - a7 * y;
            s7 = b8 * x - a8 * y;
            samples[i] = y;
        }
    }
}
