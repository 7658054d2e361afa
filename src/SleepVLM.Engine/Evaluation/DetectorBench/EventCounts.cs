namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>True events, detected ones, and those that match, of one kind in one night or several.</summary>
/// <param name="Truth">True events.</param>
/// <param name="Detected">Detected events.</param>
/// <param name="Matched">Pairs of both.</param>
/// <param name="Neutral">Detections that are neither hit nor false alarm and stand in no other count (bursts of background sigma as large as a spindle).</param>
public readonly record struct EventCounts(int Truth, int Detected, int Matched, int Neutral = 0)
{
    /// <summary>Matched of detected; null where nothing was detected.</summary>
    public double? Precision => Detected == 0 ? null : (double)Matched / Detected;

    /// <summary>Matched of true; null where nothing is true.</summary>
    public double? Recall => Truth == 0 ? null : (double)Matched / Truth;

    /// <summary>Harmonic mean of both; null where there is nothing at all.</summary>
    public double? F1 => Truth + Detected == 0 ? null : 2.0 * Matched / (Truth + Detected);

    /// <summary>Counts of both.</summary>
    public static EventCounts operator +(EventCounts first, EventCounts second) =>
        new(first.Truth + second.Truth, first.Detected + second.Detected, first.Matched + second.Matched, first.Neutral + second.Neutral);
}
