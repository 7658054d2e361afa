using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eyes;

/// <summary>The two EOG channels together: the eyes move them in opposite phase, the brain in the same.</summary>
/// <remarks>With one EOG channel no eye event is looked for: nothing in a single channel tells an eye movement from a slow wave.</remarks>
internal sealed class EyePair(ChannelSignal left, ChannelSignal right)
{
    private const double LargerAtEyes = 1.7, OpposedShare = 0.9;

    public ChannelSignal Left { get; } = left;

    public ChannelSignal Right { get; } = right;

    public int RateHz => Left.RateHz;

    /// <summary>Whether a wave of the EEG came from the eyes: below 4 Hz it is plainly larger there, or nearly as large in opposite phase.</summary>
    /// <param name="wave">Its <see cref="Stretch.Size"/> is peak to peak.</param>
    public bool IsLarger(Stretch wave)
    {
        int from = Math.Max(0, wave.Start), to = Math.Min(Left.Slow.Length, wave.End);
        var atEyes = Math.Max(Range(Left.Slow.AsSpan(from..to)), Range(Right.Slow.AsSpan(from..to)));
        if (atEyes > LargerAtEyes * wave.Size) return true;
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        for (var i = from; i < to; i++)
        {
            var opposed = (Left.Slow[i] - Right.Slow[i]) / 2;
            (low, high) = (Math.Min(low, opposed), Math.Max(high, opposed));
        }
        return high - low > OpposedShare * wave.Size;
    }

    public bool IsUsable(double fromSeconds, double toSeconds) =>
        Left.Quality.IsUsable(fromSeconds, toSeconds) && Right.Quality.IsUsable(fromSeconds, toSeconds);

    public bool IsUsable(int second) => Left.Quality.IsUsable(second) && Right.Quality.IsUsable(second);

    /// <summary>An event of both channels, told of the one in which it is larger.</summary>
    public DetectedEvent Event(SleepEventKind kind, int from, int to, float[] left, float[] right, double hertz, double score, string operatingPoint)
    {
        double onLeft = Range(left.AsSpan(from..to)), onRight = Range(right.AsSpan(from..to));
        var channel = onLeft >= onRight ? Left : Right;
        return channel.Event(kind, from, to, Math.Max(onLeft, onRight), hertz, score, operatingPoint);
    }

    /// <summary>Peak to peak.</summary>
    public static float Range(ReadOnlySpan<float> samples)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (var value in samples) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return high - low;
    }
}
