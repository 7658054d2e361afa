namespace SleepVLM.Engine.Recordings;

/// <summary>A stretch of records without a gap.</summary>
/// <param name="FirstRecord">Index of its first data record, from 0.</param>
/// <param name="RecordCount">How many follow each other.</param>
/// <param name="OnsetSeconds">Start, seconds from the first sample of the recording.</param>
/// <param name="DurationSeconds">Length, seconds.</param>
public readonly record struct RecordingSegment(long FirstRecord, long RecordCount, double OnsetSeconds, double DurationSeconds);

/// <summary>Places records in time by their time-keeping lists (EDF+ clause 2.2.4). Gaps are kept, never glued.</summary>
internal sealed class RecordTimeline(RecordStartReader starts, RecordingHeader header, WarningLog log)
{
    private const string Field = "time-keeping annotation";
    private const int MaximumSegments = 100_000;

    /// <summary>How far a recorder's clock may drift from its sample count before a new segment begins.</summary>
    private const double DriftSeconds = 0.1;

    /// <summary>A start further off is taken for damage; this also bounds what a small hostile file can make others allocate.</summary>
    private double MaximumSpanSeconds => Math.Max(2 * 86400.0, 4 * header.RecordCount * header.RecordDurationSeconds);

    /// <summary>Segments in time order. Interrupted files are read through; of others only the last record is looked at.</summary>
    public IReadOnlyList<RecordingSegment> Build()
    {
        var whole = new RecordingSegment(0, header.RecordCount, 0, header.RecordCount * header.RecordDurationSeconds);
        if (!starts.IsAvailable || header.RecordDurationSeconds == 0) return [whole];
        if (!header.Format.IsDiscontinuous())
        {
            if (starts.Read(header.RecordCount - 1) is not { } last) return [whole];
            var expected = whole.DurationSeconds - header.RecordDurationSeconds;
            if (Math.Abs(last - starts.FirstSeconds - expected) <= DriftSeconds) return [whole];
            log.Add(starts.ByteOffset(header.RecordCount - 1), Field, "the last record does not start where an uninterrupted recording would; gaps looked for");
        }

        var segments = Walk();
        if (segments.Count > 0) return segments;
        log.Add(starts.ByteOffset(0), Field, "no record tells its start; read as uninterrupted, so a gap would not be seen");
        return [whole];
    }

    private List<RecordingSegment> Walk()
    {
        var segments = new List<RecordingSegment>();
        var duration = header.RecordDurationSeconds;
        var previousEnd = double.NegativeInfinity;
        for (var record = 0L; record < header.RecordCount; record++)
        {
            if (starts.Read(record) is not { } start)
            {
                log.Add(starts.ByteOffset(record), Field, "a record does not tell its start; left out");
                if (record == RecordStartReader.Patience && segments.Count == 0) break;
                continue;
            }

            var onset = start - starts.FirstSeconds;
            if (onset < 0 || onset < previousEnd - DriftSeconds - StepSeconds || onset > MaximumSpanSeconds)
            {
                log.Add(starts.ByteOffset(record), Field, "a record starts before the one before it ends, or days after all others; left out");
                continue;
            }

            if (segments.Count > 0 && Continues(segments[^1], record, onset, previousEnd))
            {
                var count = segments[^1].RecordCount + 1;
                segments[^1] = segments[^1] with { RecordCount = count, DurationSeconds = count * duration };
            }
            else
            {
                if (segments.Count == MaximumSegments) throw starts.Refuse(record, Field, $"has more than {MaximumSegments} gaps; it cannot be staged");
                segments.Add(new RecordingSegment(record, 1, onset, duration));
            }

            previousEnd = onset + duration;
        }

        return segments;
    }

    private bool Continues(RecordingSegment segment, long record, double onset, double previousEnd) =>
        segment.FirstRecord + segment.RecordCount == record
        && Math.Abs(onset - previousEnd) <= StepSeconds
        && Math.Abs(onset - segment.OnsetSeconds - segment.DurationSeconds) <= DriftSeconds;

    /// <summary>Rounding of one written start.</summary>
    private double StepSeconds => 2e-3 + 1e-4 * header.RecordDurationSeconds;
}
