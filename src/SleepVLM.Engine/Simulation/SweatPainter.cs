namespace SleepVLM.Engine.Simulation;

/// <summary>Slow swings of an electrode's potential on sweating skin.</summary>
internal static class SweatPainter
{
    // What comes and goes unnoticed is slow, and the recorder's high-pass takes most of it; what a technologist sees sways once in two to five seconds.
    private static readonly (double StepSeconds, double CorrelationSeconds) Faint = (0.25, 5), Plain = (1.25, 1);

    /// <summary>Adds it to a stretch.</summary>
    /// <param name="trace">Where.</param>
    /// <param name="microvolts">Standard deviation of the swings while it is strong.</param>
    /// <param name="fromSeconds">Start.</param>
    /// <param name="toSeconds">End.</param>
    /// <param name="isPresent">True for swings of that size throughout; false where they come and go over the night.</param>
    /// <param name="noise">Of the swings.</param>
    /// <returns>Standard deviation of what was added to each epoch, microvolts.</returns>
    public static double[] Paint(RecordedTrace trace, double microvolts, double fromSeconds, double toSeconds, bool isPresent, NoiseSource noise)
    {
        var (stepSeconds, correlationSeconds) = isPresent ? Plain : Faint;
        var drift = new SlowDrift(noise, microvolts, correlationSeconds, stepSeconds);
        var presence = SlowDrift.Course(noise, trace.Seconds, 1, 1200);
        var (samples, rate) = (trace.Microvolts, trace.SampleRateHz);
        var block = rate * stepSeconds;
        var (first, last) = ((int)(fromSeconds * rate), Math.Min(samples.Length, (int)(toSeconds * rate)));
        var (sums, squares, counts) = (new double[trace.EpochRms.Count], new double[trace.EpochRms.Count], new int[trace.EpochRms.Count]);
        var (from, to, next) = (0.0, drift.Next(), (double)first);
        for (var i = first; i < last; i++)
        {
            if (i >= next)
            {
                next += block;
                (from, to) = (to, drift.Next() * (isPresent ? 1 : Math.Clamp(presence[Math.Min(i / rate, presence.Length - 1)] + 0.3, 0.1, 2)));
            }

            var u = 1 - (next - i) / block;
            var edge = isPresent ? Math.Min(1, Math.Min(i - first, last - 1 - i) / (2.0 * rate)) : 1;
            var value = edge * (from + (to - from) * (u * u * (3 - 2 * u)));
            samples[i] += (float)value;
            var epoch = Math.Min(i / (30 * rate), counts.Length - 1);
            (sums[epoch], squares[epoch], counts[epoch]) = (sums[epoch] + value, squares[epoch] + value * value, counts[epoch] + 1);
        }

        return [.. sums.Select((sum, epoch) => counts[epoch] == 0 ? 0 : Math.Sqrt(Math.Max(0, squares[epoch] / counts[epoch] - Math.Pow(sum / counts[epoch], 2))))];
    }
}
