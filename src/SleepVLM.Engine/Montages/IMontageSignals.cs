using SleepVLM.Contracts;

namespace SleepVLM.Engine.Montages;

/// <summary>The channels of a montage as recorded: microvolts at the source rate, before any filter.</summary>
/// <remarks>A real recording and a simulated night both look like this to everything downstream.</remarks>
public interface IMontageSignals
{
    /// <summary>What each row is.</summary>
    Montage Montage { get; }

    /// <summary>Seconds from the first sample to the last, gaps included.</summary>
    double DurationSeconds { get; }

    /// <summary>Stretches without a gap, in time order; one for an uninterrupted recording.</summary>
    IReadOnlyList<SignalSegment> Segments { get; }

    /// <summary>All samples of one row in one segment, microvolts, at <see cref="MontageChannel.SourceRateHz"/>.</summary>
    double[] Read(int row, SignalSegment segment);
}

/// <summary>A stretch of recording without a gap.</summary>
/// <param name="OnsetSeconds">Start, seconds from the start of the recording.</param>
/// <param name="DurationSeconds">Length, seconds.</param>
public readonly record struct SignalSegment(double OnsetSeconds, double DurationSeconds);
