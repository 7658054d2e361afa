using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>Six traces that the parts of a simulation add to, microvolts, <c>[role][sample]</c>.</summary>
internal sealed class SignalCanvas
{
    public static readonly int RoleCount = Enum.GetValues<ChannelRole>().Length;

    private readonly float[][] _traces;

    public SignalCanvas(int sampleRateHz, int seconds)
    {
        (SampleRateHz, Seconds) = (sampleRateHz, seconds);
        _traces = [.. Enumerable.Range(0, RoleCount).Select(_ => new float[sampleRateHz * seconds])];
    }

    public int SampleRateHz { get; }
    public int Seconds { get; }
    public int SampleCount => SampleRateHz * Seconds;
    public float[] this[ChannelRole role] => _traces[(int)role];

    /// <summary>Adds a shape to every role, times the role's gain.</summary>
    /// <param name="onsetSeconds">Where the shape starts; what lies outside the recording is cut off.</param>
    /// <param name="shape">Microvolts, one a sample.</param>
    /// <param name="gains">One factor a role, in the order of <see cref="ChannelRole"/>.</param>
    public void Add(double onsetSeconds, ReadOnlySpan<float> shape, ReadOnlySpan<double> gains)
    {
        var first = (int)Math.Round(onsetSeconds * SampleRateHz);
        var (from, to) = (Math.Max(0, -first), Math.Min(shape.Length, SampleCount - first));
        for (var role = 0; role < gains.Length; role++)
        {
            var gain = (float)gains[role];
            if (gain == 0) continue;
            var trace = _traces[role];
            for (var i = from; i < to; i++) trace[first + i] += gain * shape[i];
        }
    }

    /// <summary>Value of a course at a sample, linear between seconds.</summary>
    /// <param name="bySecond">One value a second of the canvas.</param>
    /// <param name="sample">From 0.</param>
    public float Between(float[] bySecond, int sample)
    {
        var (second, share) = (sample / SampleRateHz, (float)(sample % SampleRateHz) / SampleRateHz);
        return bySecond[second] + (bySecond[Math.Min(second + 1, bySecond.Length - 1)] - bySecond[second]) * share;
    }

    /// <summary>Samples <paramref name="wave"/> over its duration, time in seconds from its start.</summary>
    public float[] Sample(double durationSeconds, Func<double, double> wave)
    {
        var shape = new float[Math.Max(1, (int)(durationSeconds * SampleRateHz))];
        for (var i = 0; i < shape.Length; i++) shape[i] = (float)wave((double)i / SampleRateHz);
        return shape;
    }
}
