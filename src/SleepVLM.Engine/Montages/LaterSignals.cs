using SleepVLM.Contracts;

namespace SleepVLM.Engine.Montages;

/// <summary>A recording from some moment on: its epochs begin where a scorer's do.</summary>
internal sealed class LaterSignals : IMontageSignals
{
    private readonly IMontageSignals _source;
    private readonly Dictionary<SignalSegment, (SignalSegment Whole, double SkippedSeconds)> _segments = [];

    private LaterSignals(IMontageSignals source, double fromSeconds)
    {
        _source = source;
        foreach (var whole in source.Segments.Where(segment => segment.OnsetSeconds + segment.DurationSeconds > fromSeconds))
        {
            var skipped = Math.Max(0, fromSeconds - whole.OnsetSeconds);
            _segments.Add(new SignalSegment(whole.OnsetSeconds + skipped - fromSeconds, whole.DurationSeconds - skipped), (whole, skipped));
        }

        Segments = [.. _segments.Keys];
        DurationSeconds = source.DurationSeconds - fromSeconds;
    }

    /// <inheritdoc/>
    public Montage Montage => _source.Montage;

    /// <inheritdoc/>
    public double DurationSeconds { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SignalSegment> Segments { get; }

    /// <summary>The signals without what comes before a moment, seconds from the start; the signals themselves for 0.</summary>
    public static IMontageSignals From(IMontageSignals source, double fromSeconds) => fromSeconds <= 0 ? source : new LaterSignals(source, fromSeconds);

    /// <inheritdoc/>
    public double[] Read(int row, SignalSegment segment)
    {
        var (whole, skipped) = _segments[segment];
        var samples = _source.Read(row, whole);
        return samples[Math.Min(samples.Length, (int)Math.Round(skipped * Montage.Channels[row].SourceRateHz))..];
    }
}
