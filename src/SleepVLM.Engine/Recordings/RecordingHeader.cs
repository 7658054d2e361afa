namespace SleepVLM.Engine.Recordings;

/// <summary>What the header tells, without anything about the patient.</summary>
/// <param name="Format">Member of the EDF family.</param>
/// <param name="StartTime">Clock time in whole seconds, or null where the header holds none.</param>
/// <param name="DataOffset">First byte of the first data record.</param>
/// <param name="RecordCount">Complete data records in the file.</param>
/// <param name="RecordDurationSeconds">Length of one record; 0 only where there are annotations alone.</param>
/// <param name="RecordBytes">Size of one record.</param>
/// <param name="Signals">Ordinary signals in file order.</param>
/// <param name="AnnotationSignals">Places of the annotation signals, in file order.</param>
/// <param name="ByteOffsets">Offset of each signal in a record, by position in the header.</param>
internal sealed record RecordingHeader(
    RecordingFormat Format,
    DateTime? StartTime,
    long DataOffset,
    long RecordCount,
    double RecordDurationSeconds,
    long RecordBytes,
    IReadOnlyList<RecordedSignal> Signals,
    IReadOnlyList<SignalPlace> AnnotationSignals,
    IReadOnlyList<long> ByteOffsets);

/// <summary>Where a signal's bytes lie inside each record.</summary>
/// <param name="ByteOffset">From the start of the record.</param>
/// <param name="ByteCount">In each record.</param>
internal readonly record struct SignalPlace(long ByteOffset, long ByteCount);
