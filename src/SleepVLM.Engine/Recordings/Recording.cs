using System.Buffers;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Recordings;

/// <summary>An EDF, EDF+, BDF or BDF+ file, open for reading.</summary>
/// <remarks>
/// Opening reads the header and one time stamp; samples are read where they are asked for, so size does not matter. Reading is safe from several threads.
/// Patient name, code, birth date and the free text of the header are never read into memory as text.
/// </remarks>
public sealed class Recording : IDisposable
{
    private readonly FileReader _file;
    private readonly RecordingHeader _header;
    private readonly WarningLog _log;
    private readonly double _firstSeconds;
    private readonly Lazy<IReadOnlyList<RecordingSegment>> _segments;

    private Recording(FileReader file)
    {
        _file = file;
        _log = new WarningLog();
        _header = HeaderReader.Read(file, _log);
        using var starts = new RecordStartReader(file, _header);
        _firstSeconds = starts.FirstSeconds;
        StartTime = _header.StartTime?.AddSeconds(_firstSeconds);
        _segments = new Lazy<IReadOnlyList<RecordingSegment>>(() =>
        {
            using var reader = new RecordStartReader(_file, _header);
            return new RecordTimeline(reader, _header, _log).Build();
        });
    }

    /// <summary>Opens a file; reads its header only.</summary>
    /// <param name="path">An EDF, EDF+, BDF or BDF+ file.</param>
    /// <exception cref="RecordingFormatException">The header makes no sense; the message says where.</exception>
    /// <exception cref="SleepVlmException">The file is missing or may not be read.</exception>
    public static Recording Open(string path)
    {
        var file = new FileReader(path);
        try
        {
            return new Recording(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The file as it was named.</summary>
    public string Path => _file.Path;

    /// <summary>File name without folder and extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(_file.Path);

    /// <summary>Member of the EDF family.</summary>
    public RecordingFormat Format => _header.Format;

    /// <summary>Clock time of the first sample, fraction of the first time stamp included; null where the file does not tell.</summary>
    public DateTime? StartTime { get; }

    /// <summary>Length of one data record, seconds; 0 only for a file of annotations alone.</summary>
    public double RecordDurationSeconds => _header.RecordDurationSeconds;

    /// <summary>Complete data records in the file.</summary>
    public long RecordCount => _header.RecordCount;

    /// <summary>Ordinary signals in file order; annotation signals are not among them.</summary>
    public IReadOnlyList<RecordedSignal> Signals => _header.Signals;

    /// <summary>Stretches without a gap, in time order. The first call reads the time stamps of an interrupted file.</summary>
    /// <exception cref="RecordingFormatException">More than 100,000 gaps, or the disk fails.</exception>
    public IReadOnlyList<RecordingSegment> Segments => _segments.Value;

    /// <summary>Seconds from the first sample to the last, gaps included.</summary>
    public double DurationSeconds => Segments[^1].OnsetSeconds + Segments[^1].DurationSeconds;

    /// <summary>What had to be tolerated so far, time stamps included; annotations add theirs when they are read.</summary>
    public IReadOnlyList<RecordingWarning> Warnings
    {
        get
        {
            _ = Segments;
            return _log.Snapshot();
        }
    }

    /// <summary>Samples of a signal in the file, gaps not counted.</summary>
    public long SampleCount(RecordedSignal signal) => _header.RecordCount * signal.SamplesPerRecord;

    /// <summary>Reads stored integers.</summary>
    /// <param name="signal">One of <see cref="Signals"/>.</param>
    /// <param name="firstSample">From 0, counted over the whole file: record times <see cref="RecordedSignal.SamplesPerRecord"/> plus place in the record.</param>
    /// <param name="destination">Filled whole.</param>
    /// <exception cref="ArgumentOutOfRangeException">The signal has no such samples.</exception>
    /// <exception cref="RecordingFormatException">The file was cut off while open, or the disk fails.</exception>
    public void ReadDigital(RecordedSignal signal, long firstSample, Span<int> destination)
    {
        RequireRange(signal, firstSample, destination.Length);
        using var reader = new SampleReader(_file, _header, signal);
        reader.Read(firstSample, destination);
    }

    /// <summary>Reads physical values in the signal's own unit.</summary>
    /// <inheritdoc cref="ReadDigital"/>
    /// <exception cref="InvalidOperationException">The signal has no usable scale (<see cref="RecordedSignal.Refusal"/>).</exception>
    public void ReadPhysical(RecordedSignal signal, long firstSample, Span<double> destination)
    {
        if (signal.Refusal is not null) throw new InvalidOperationException($"signal '{signal.Label}' cannot be read: {signal.Refusal}");
        RequireRange(signal, firstSample, destination.Length);
        using var reader = new SampleReader(_file, _header, signal);
        var digital = ArrayPool<int>.Shared.Rent(Math.Min(destination.Length, 1 << 14));
        var (gain, offset) = (signal.Gain, signal.Offset);
        for (var done = 0; done < destination.Length;)
        {
            var piece = digital.AsSpan(0, Math.Min(digital.Length, destination.Length - done));
            reader.Read(firstSample + done, piece);
            for (var i = 0; i < piece.Length; i++) destination[done + i] = piece[i] * gain + offset;
            done += piece.Length;
        }

        ArrayPool<int>.Shared.Return(digital);
    }

    /// <summary>Reads all annotations; none for a plain file.</summary>
    /// <returns>In order of onset, time-keeping entries left out. Texts may hold free text about the patient.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<Annotation> ReadAnnotations(CancellationToken cancellationToken = default) =>
        new AnnotationReader(_file, _header, _firstSeconds, _log).Read(cancellationToken);

    /// <summary>Fingerprint of the whole file, read in pieces.</summary>
    /// <returns>SHA-256, lower-case hexadecimal.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public string ComputeSha256(CancellationToken cancellationToken = default) => FileFingerprint.Sha256(_file, cancellationToken);

    /// <summary>What may be told of the recording.</summary>
    /// <param name="sha256">From <see cref="ComputeSha256"/>.</param>
    public RecordingSummary Summarize(string sha256) => new(
        sha256[..16], Name, sha256, Format.DisplayName(), StartTime, TimeSpan.FromSeconds(DurationSeconds),
        [.. Warnings.Select(warning => warning.ToString())]);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void RequireRange(RecordedSignal signal, long firstSample, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstSample);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstSample, SampleCount(signal) - count);
    }
}
