using SleepVLM.Contracts;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Montages;

/// <summary>The channels of a montage, read from a recording when asked for.</summary>
internal sealed class RecordingMontage : IMontageSignals
{
    /// <summary>37 hours at 2 kHz; more does not fit the memory of ordinary machines.</summary>
    private const long MaximumSamples = 1L << 28;

    private readonly Recording _recording;
    private readonly IReadOnlyList<SignalPair> _sources;
    private readonly Dictionary<SignalSegment, RecordingSegment> _records = [];

    public RecordingMontage(Recording recording, Montage montage, IReadOnlyList<SignalPair> sources)
    {
        (_recording, Montage, _sources) = (recording, montage, sources);
        foreach (var records in recording.Segments)
            _records.TryAdd(new SignalSegment(records.OnsetSeconds, records.DurationSeconds), records);
        Segments = [.. _records.Keys.OrderBy(segment => segment.OnsetSeconds)];
    }

    public Montage Montage { get; }

    public double DurationSeconds => _recording.DurationSeconds;

    public IReadOnlyList<SignalSegment> Segments { get; }

    public double[] Read(int row, SignalSegment segment)
    {
        var source = _sources[row];
        if (!_records.TryGetValue(segment, out var records))
            throw new ArgumentException("not one of the segments of this recording", nameof(segment));
        var count = records.RecordCount * source.First.SamplesPerRecord;
        if (count > MaximumSamples)
            throw new SleepVlmException($"{_recording.Path}: '{source.First.Label}' has {count} samples without a gap; at most {MaximumSamples} can be staged");
        var microvolts = new double[count];
        source.Read(_recording, records.FirstRecord * source.First.SamplesPerRecord, microvolts);
        return microvolts;
    }
}
