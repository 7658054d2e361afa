using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Simulation;

/// <summary>Scales planted events to a given level over the background they lie in; leaves them alone where no level is asked for.</summary>
/// <remarks>
/// Level, in decibels: size of the event over the size of everything else in its own derivation. A rhythm (<see cref="OfRms"/>) is measured by root mean square:
/// over its duration, against 10 s of 0.3-35 Hz around. A single wave (<see cref="OfSwing"/>) is measured peak to peak, against the largest usual swing
/// of the background: the 95th percentile of peak to peak in windows of 1 s, in the wave's own band, in the minute around.
/// </remarks>
internal sealed class EventLevel
{
    private const double LowHz = 0.3, HighHz = 35, UsualPercent = 95;
    private const double ApartSeconds = 0.3;
    private const int RmsReachSeconds = 5, SwingReachSeconds = 30;

    private readonly double _ratio;
    private readonly int _sampleRateHz;
    private readonly bool _isSwing;
    private readonly Dictionary<ChannelRole, double[]> _background = [];
    private readonly List<(double From, double To)> _planted = [];

    private EventLevel(SignalCanvas canvas, double? levelDb, bool isSwing, double lowHz, double highHz, ReadOnlySpan<ChannelRole> roles)
    {
        (_sampleRateHz, _isSwing) = (canvas.SampleRateHz, isSwing);
        if (levelDb is not { } level) return;
        _ratio = Math.Pow(10, level / 20);
        foreach (var role in roles)
        {
            var trace = (float[])canvas[role].Clone();
            RecursiveFilter.BothWays(trace, span => RecursiveFilter.LowPass(span, highHz, canvas.SampleRateHz));
            RecursiveFilter.BothWays(trace, span => RecursiveFilter.HighPass(span, lowHz, canvas.SampleRateHz));
            _background[role] = isSwing ? UsualSwings(trace, canvas.Seconds) : Rms(trace, canvas.Seconds);
        }
    }

    /// <summary>For rhythms.</summary>
    /// <param name="canvas">What is painted so far: the background.</param>
    /// <param name="levelDb">Null for events as the subject makes them.</param>
    /// <param name="roles">Derivations in which events are largest.</param>
    public static EventLevel OfRms(SignalCanvas canvas, double? levelDb, params ReadOnlySpan<ChannelRole> roles) =>
        new(canvas, levelDb, false, LowHz, HighHz, roles);

    /// <summary>For single waves.</summary>
    /// <param name="canvas">What is painted so far: the background.</param>
    /// <param name="levelDb">Null for events as the subject makes them.</param>
    /// <param name="lowHz">Lower edge of the waves' band.</param>
    /// <param name="highHz">Upper edge.</param>
    /// <param name="roles">Derivations in which events are largest.</param>
    public static EventLevel OfSwing(SignalCanvas canvas, double? levelDb, double lowHz, double highHz, params ReadOnlySpan<ChannelRole> roles) =>
        new(canvas, levelDb, true, lowHz, highHz, roles);

    /// <summary>Whether an event may be planted here: at a level, events of a kind lie 0.3 s apart or more, since each would be background to the other.</summary>
    /// <param name="onsetSeconds">Where it starts.</param>
    /// <param name="durationSeconds">How long it is.</param>
    /// <returns>True where no level is asked for.</returns>
    public bool HasRoom(double onsetSeconds, double durationSeconds)
    {
        if (_background.Count == 0) return true;
        var (from, to) = (onsetSeconds - ApartSeconds, onsetSeconds + durationSeconds + ApartSeconds);
        if (_planted.TakeLast(5).Any(other => other.From < to && other.To > from)) return false;
        _planted.Add((onsetSeconds, onsetSeconds + durationSeconds));
        return true;
    }

    /// <summary>The factor that brings an event to the level; 1 where none is asked for.</summary>
    /// <param name="role">Its derivation.</param>
    /// <param name="onsetSeconds">Where it starts.</param>
    /// <param name="shape">Microvolts in that derivation, one a sample.</param>
    public double Gain(ChannelRole role, double onsetSeconds, ReadOnlySpan<float> shape)
    {
        if (!_background.TryGetValue(role, out var background)) return 1;
        var second = (int)(onsetSeconds + shape.Length / 2.0 / _sampleRateHz);
        return _ratio * background[Math.Clamp(second, 0, background.Length - 1)] / (_isSwing ? Swing(shape) : Math.Sqrt(MeanSquare(shape)));
    }

    /// <summary>Root mean square of the seconds around each second.</summary>
    private double[] Rms(float[] trace, int seconds)
    {
        double[] squares = [.. Enumerable.Range(0, seconds).Select(second => MeanSquare(trace.AsSpan(second * _sampleRateHz, _sampleRateHz)))];
        return [.. Enumerable.Range(0, seconds).Select(second => Math.Sqrt(Around(squares, second, RmsReachSeconds).Average()))];
    }

    private double[] UsualSwings(float[] trace, int seconds)
    {
        double[] swings = [.. Enumerable.Range(0, seconds).Select(second => Swing(trace.AsSpan(second * _sampleRateHz, _sampleRateHz)))];
        return [.. Enumerable.Range(0, seconds).Select(second => Percentiles.Of(Around(swings, second, SwingReachSeconds), UsualPercent))];
    }

    private static double[] Around(double[] bySecond, int second, int reach) =>
        bySecond[Math.Max(0, second - reach)..Math.Min(bySecond.Length, second + reach + 1)];

    private static double MeanSquare(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (var value in samples) sum += (double)value * value;
        return sum / samples.Length;
    }

    private static double Swing(ReadOnlySpan<float> samples)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (var value in samples) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return high - low;
    }
}
