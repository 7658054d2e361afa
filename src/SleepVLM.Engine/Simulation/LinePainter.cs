namespace SleepVLM.Engine.Simulation;

/// <summary>A tone of steady frequency whose strength wanders over minutes: mains hum, a recorder's own line.</summary>
/// <param name="trace">Where.</param>
/// <param name="hertz">Its frequency.</param>
/// <param name="microvolts">Its amplitude, base to peak.</param>
/// <param name="noise">Of its strength.</param>
internal sealed class LinePainter(RecordedTrace trace, double hertz, double microvolts, NoiseSource noise)
{
    /// <summary>Adds it to a stretch.</summary>
    /// <returns>Amplitude in each second of the recording, base to peak microvolts.</returns>
    public double[] Paint(double fromSeconds, double toSeconds)
    {
        var strength = SlowDrift.Course(noise, trace.Seconds, 0.3, 600);
        var sizes = new double[trace.Seconds];
        if (microvolts < 0.05 || hertz >= 0.45 * trace.SampleRateHz) return sizes;
        var (samples, rate) = (trace.Microvolts, trace.SampleRateHz);
        // A rotating pointer is some ten times cheaper than a sine for each sample; it is set anew each second against rounding.
        var step = 2 * Math.PI * hertz / rate;
        var (stepSin, stepCos) = Math.SinCos(step);
        var (first, last) = ((int)(fromSeconds * rate), Math.Min(samples.Length, (int)(toSeconds * rate)));
        for (var second = (int)fromSeconds; second < Math.Min(trace.Seconds, toSeconds); second++)
        {
            var size = sizes[second] = microvolts * Math.Exp(strength[second]);
            var from = Math.Max(first, second * rate);
            var (y, x) = Math.SinCos(step * from);
            for (var i = from; i < Math.Min(last, (second + 1) * rate); i++)
            {
                samples[i] += (float)(size * y);
                (x, y) = (x * stepCos - y * stepSin, x * stepSin + y * stepCos);
            }
        }

        return sizes;
    }
}
