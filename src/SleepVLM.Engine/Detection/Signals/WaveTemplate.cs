namespace SleepVLM.Engine.Detection.Signals;

/// <summary>What an event looks like in several channels.</summary>
/// <param name="Samples">Microvolts of any scale, <c>[channel][sample]</c>; all channels have the same length.</param>
/// <param name="Lead">Samples before the event's onset.</param>
/// <param name="DurationSeconds">Length of the event that it stands for.</param>
internal sealed record WaveTemplate(float[][] Samples, int Lead, double DurationSeconds)
{
    /// <summary>A wave that has the same course in every channel.</summary>
    /// <param name="gains">One factor a channel.</param>
    /// <param name="rateHz">Samples a second.</param>
    /// <param name="durationSeconds">Length of the wave.</param>
    /// <param name="wave">Its course, time in seconds from its start.</param>
    public static WaveTemplate Of(IReadOnlyList<double> gains, int rateHz, double durationSeconds, Func<double, double> wave)
    {
        double[] course = [.. Enumerable.Range(0, (int)Math.Ceiling(durationSeconds * rateHz)).Select(i => wave((double)i / rateHz))];
        return new([.. gains.Select(gain => Array.ConvertAll(course, value => (float)(gain * value)))], 0, durationSeconds);
    }
}
