namespace SleepVLM.Engine.Recordings;

/// <summary>Reads the start of a record from the first list of its first annotation signal (EDF+ clause 2.2.4).</summary>
internal sealed class RecordStartReader : IDisposable
{
    /// <summary>Records without a start after which a file counts as having none.</summary>
    public const int Patience = 1000;

    private const int LongestTimeKeepingList = 64;
    private readonly FileReader _file;
    private readonly RecordingHeader _header;
    private readonly RecordWindow _window;

    public RecordStartReader(FileReader file, RecordingHeader header)
    {
        (_file, _header) = (file, header);
        _window = new RecordWindow(file, header.RecordBytes);
        IsAvailable = header.Format.IsPlus() && header.AnnotationSignals.Count > 0;
        FirstSeconds = IsAvailable ? FirstReadable() : 0;
    }

    /// <summary>Whether records can tell their start.</summary>
    public bool IsAvailable { get; }

    /// <summary>Start of the first record that tells it, seconds after the start in the header; usually below 1.</summary>
    public double FirstSeconds { get; }

    /// <summary>Seconds after the start in the header, or null where the record does not tell.</summary>
    public double? Read(long record)
    {
        var count = (int)Math.Min(LongestTimeKeepingList, _header.AnnotationSignals[0].ByteCount);
        var bytes = _window.Bytes(ByteOffset(record), count);
        if (bytes.IsEmpty || bytes[0] == 0) return null;
        return TalParser.TryTake(ref bytes, out var tal, out _) && tal is { IsTimeKeeping: true } list ? list.OnsetSeconds : null;
    }

    /// <summary>Where the record's time-keeping list begins in the file.</summary>
    public long ByteOffset(long record) =>
        _header.DataOffset + record * _header.RecordBytes + _header.AnnotationSignals[0].ByteOffset;

    public RecordingFormatException Refuse(long record, string field, string problem) => new(_file.Path, ByteOffset(record), field, problem);

    public void Dispose() => _window.Dispose();

    private double FirstReadable()
    {
        for (var record = 0L; record < Math.Min(_header.RecordCount, Patience); record++)
        {
            if (Read(record) is not { } start) continue;
            // In an uninterrupted file a later record tells as well when the first began.
            var first = _header.Format.IsDiscontinuous() ? start : start - record * _header.RecordDurationSeconds;
            return Math.Abs(first) <= 86400 * 366.0 ? first : 0;
        }

        return 0;
    }
}
