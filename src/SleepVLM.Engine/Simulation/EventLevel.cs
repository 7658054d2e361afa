using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>Scales planted events to a given level over the background they lie in; leaves them alone where no level is asked for.</summary>
/// <remarks>
/// Level: root mean square of the event over its duration in its own derivation, over the root mean square of everything else in that derivation
/// in the 10 s around its middle, 0.3-35 Hz, in decibels.
/// </remarks>
internal sealed class EventLevel
{
    private const double LowHz = 0.3, HighHz = 35, AroundSeconds = 10;

    private readonly double _ratio;
    private readonly int _sampleRateHz;
    private readonly Dictionary<ChannelRole, double[]> _powerBefore = [];

    /// <param name="canvas">What is painted so far: the background.</param>
    /// <param name="levelDb">Null for events as the subject makes them.</param>
    /// <param name="roles">Derivations in which events are largest.</param>
    public EventLevel(SignalCanvas canvas, double? levelDb, params ReadOnlySpan<ChannelRole> roles)
    {
        _sampleRateHz = canvas.SampleRateHz;
        if (levelDb is not { } level) return;
        _ratio = Math.Pow(10, level / 20);
        foreach (var role in roles) _powerBefore[role] = PowerBefore(canvas, role);
    }

    /// <summary>The factor that brings an event to the level; 1 where none is asked for.</summary>
    /// <param name="role">Its derivation.</param>
    /// <param name="onsetSeconds">Where it starts.</param>
    /// <param name="shape">Microvolts in that derivation, one a sample.</param>
    public double Gain(ChannelRole role, double onsetSeconds, ReadOnlySpan<float> shape)
    {
        if (!_powerBefore.TryGetValue(role, out var before)) return 1;
        double power = 0;
        foreach (var value in shape) power += (double)value * value / shape.Length;
        var middle = onsetSeconds * _sampleRateHz + shape.Length / 2;
        var from = (int)Math.Clamp(middle - AroundSeconds / 2 * _sampleRateHz, 0, before.Length - 2);
        var to = (int)Math.Clamp(middle + AroundSeconds / 2 * _sampleRateHz, from + 1, before.Length - 1);
        return _ratio * Math.Sqrt((before[to] - before[from]) / (to - from) / power);
    }

    private static double[] PowerBefore(SignalCanvas canvas, ChannelRole role)
    {
        var trace = (float[])canvas[role].Clone();
        RecursiveFilter.BothWays(trace, span => RecursiveFilter.LowPass(span, HighHz, canvas.SampleRateHz));
        RecursiveFilter.BothWays(trace, span => RecursiveFilter.HighPass(span, LowHz, canvas.SampleRateHz));
        var before = new double[trace.Length + 1];
        for (var i = 0; i < trace.Length; i++) before[i + 1] = before[i] + (double)trace[i] * trace[i];
        return before;
    }
}
