using System.Buffers.Binary;
using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Recordings;

/// <summary>Writes an EDF+C file record by record. Strict: what does not fit is refused with the value and the limit.</summary>
/// <remarks>The file appears under its name when <see cref="Complete"/> succeeds; without it nothing is left behind.</remarks>
public sealed class EdfPlusWriter : IDisposable
{
    private const int DigitalMinimum = -32768, DigitalMaximum = 32767;
    private const int MaximumRecords = 99_999_999, MaximumRecordBytes = 1 << 28;
    private readonly EdfPlusHeader _header;
    private readonly IReadOnlyList<byte[]> _annotations;
    private readonly AtomicFile? _file;
    private readonly Stream? _stream;
    private readonly byte[] _record;
    private int _written;

    /// <param name="path">The file to be; one that exists is replaced at the end.</param>
    /// <param name="header">Signals, start and record length.</param>
    /// <param name="recordCount">Data records that will be written.</param>
    /// <param name="annotations">All annotations of the recording, onsets from its first sample; default none.</param>
    /// <exception cref="SleepVlmException">Something does not fit EDF+, or the folder cannot be written to.</exception>
    public EdfPlusWriter(string path, EdfPlusHeader header, int recordCount, IEnumerable<Annotation>? annotations = null)
        : this(header, recordCount, annotations, out var head)
    {
        _file = new AtomicFile(path);
        try
        {
            _file.Write(head);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <param name="output">Receives the file; neither flushed nor closed.</param>
    /// <inheritdoc cref="EdfPlusWriter(string, EdfPlusHeader, int, IEnumerable{Annotation}?)"/>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public EdfPlusWriter(Stream output, EdfPlusHeader header, int recordCount, IEnumerable<Annotation>? annotations = null)
        : this(header, recordCount, annotations, out var head)
    {
        _stream = output;
        output.Write(head);
    }

    private EdfPlusWriter(EdfPlusHeader header, int recordCount, IEnumerable<Annotation>? annotations, out byte[] head)
    {
        if (recordCount is < 1 or > MaximumRecords)
            throw new SleepVlmException($"an EDF+ file holds 1 to {MaximumRecords} data records, not {recordCount}");
        if (header.Signals.Count > 0 && !(header.RecordDurationSeconds > 0))
            throw new SleepVlmException("the duration of a data record must be above 0 s where there are signals");
        var firstSeconds = EdfPlusHeaderWriter.FractionOfSecond(header.StartTime);
        _annotations = header.Signals.Count == 0
            ? AnnotationPlacement.Alone(annotations ?? [], firstSeconds)
            : AnnotationPlacement.ByOnset(annotations ?? [], recordCount, header.RecordDurationSeconds, firstSeconds);
        var annotationBytes = _annotations.Max(record => record.Length) + 1 & ~1;
        _header = header;
        head = EdfPlusHeaderWriter.Write(header, _annotations.Count, annotationBytes / 2, DigitalMinimum, DigitalMaximum);
        var recordBytes = 2 * header.Signals.Sum(signal => (long)signal.SamplesPerRecord) + annotationBytes;
        if (recordBytes > MaximumRecordBytes) throw new SleepVlmException($"one data record takes {recordBytes} bytes, more than {MaximumRecordBytes}; shorten the record");
        _record = new byte[recordBytes];
    }

    /// <summary>Records still to be written. Annotations alone make as many as they need.</summary>
    public int RecordsLeft => _annotations.Count - _written;

    /// <summary>Appends one data record.</summary>
    /// <param name="signals">One row for each signal, <see cref="EdfPlusSignal.SamplesPerRecord"/> values in its unit.</param>
    /// <exception cref="SleepVlmException">A value is not finite or beyond the physical range.</exception>
    /// <exception cref="InvalidOperationException">All records are written.</exception>
    public void WriteRecord(IReadOnlyList<ReadOnlyMemory<float>> signals)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(signals.Count, _header.Signals.Count, nameof(signals));
        if (RecordsLeft == 0) throw new InvalidOperationException($"all {_annotations.Count} records are written");
        var at = 0;
        for (var row = 0; row < signals.Count; row++)
        {
            var signal = _header.Signals[row];
            ArgumentOutOfRangeException.ThrowIfNotEqual(signals[row].Length, signal.SamplesPerRecord, nameof(signals));
            Encode(signal, signals[row].Span, _record.AsSpan(at));
            at += 2 * signal.SamplesPerRecord;
        }

        var annotations = _record.AsSpan(at);
        annotations.Clear();
        _annotations[_written++].CopyTo(annotations);
        if (_file is not null) _file.Write(_record);
        else _stream!.Write(_record);
    }

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="InvalidOperationException">Records are missing.</exception>
    /// <exception cref="SleepVlmException">The disk fails.</exception>
    public void Complete()
    {
        if (RecordsLeft > 0) throw new InvalidOperationException($"{_written} of {_annotations.Count} records are written");
        _file?.Commit();
    }

    /// <summary>Removes what was written unless it is complete.</summary>
    public void Dispose() => _file?.Dispose();

    private void Encode(EdfPlusSignal signal, ReadOnlySpan<float> values, Span<byte> destination)
    {
        var steps = (DigitalMaximum - DigitalMinimum) / (signal.PhysicalMaximum - signal.PhysicalMinimum);
        for (var i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= signal.PhysicalMinimum && values[i] <= signal.PhysicalMaximum)) throw OutOfRange(signal, values[i], i);
            var digital = Math.Round((values[i] - signal.PhysicalMinimum) * steps) + DigitalMinimum;
            BinaryPrimitives.WriteInt16LittleEndian(destination[(2 * i)..], (short)digital);
        }
    }

    private SleepVlmException OutOfRange(EdfPlusSignal signal, float value, int index) => new(string.Create(CultureInfo.InvariantCulture,
        $"sample {index + 1} of '{signal.Label}' in record {_written + 1} is {value} {signal.Unit}, outside the range {signal.PhysicalMinimum} to {signal.PhysicalMaximum}"));
}
