using SleepVLM.Contracts;

namespace SleepVLM.Engine.Recordings;

/// <summary>Writes whole EDF+ files in one call.</summary>
public static class EdfPlusFile
{
    /// <summary>Writes signals that lie in memory.</summary>
    /// <param name="path">The file to be; one that exists is replaced.</param>
    /// <param name="header">Signals, start and record length.</param>
    /// <param name="signals">One row for each signal, values in its unit; each a whole number of records long, all equally many.</param>
    /// <param name="annotations">Onsets from the first sample; default none.</param>
    /// <param name="cancellationToken">Nothing is left behind when cancelled.</param>
    /// <exception cref="SleepVlmException">Something does not fit EDF+, or the disk fails.</exception>
    public static void Write(
        string path, EdfPlusHeader header, IReadOnlyList<float[]> signals, IEnumerable<Annotation>? annotations = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(signals.Count, header.Signals.Count, nameof(signals));
        ArgumentOutOfRangeException.ThrowIfZero(signals.Count, nameof(signals));
        var recordCount = signals[0].Length / Math.Max(1, header.Signals[0].SamplesPerRecord);
        for (var row = 0; row < signals.Count; row++)
            if (signals[row].Length != (long)recordCount * header.Signals[row].SamplesPerRecord)
                throw new SleepVlmException($"'{header.Signals[row].Label}' has {signals[row].Length} samples; {recordCount} records need {(long)recordCount * header.Signals[row].SamplesPerRecord}");

        using var writer = new EdfPlusWriter(path, header, recordCount, annotations);
        for (var record = 0; record < recordCount; record++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.WriteRecord([.. signals.Select((samples, row) => new ReadOnlyMemory<float>(
                samples, record * header.Signals[row].SamplesPerRecord, header.Signals[row].SamplesPerRecord))]);
        }

        writer.Complete();
    }

    /// <summary>Writes a file of annotations alone, as scorings are exchanged.</summary>
    /// <param name="path">The file to be; one that exists is replaced.</param>
    /// <param name="startTime">Clock time that onsets count from.</param>
    /// <param name="annotations">At least the onset and a text each.</param>
    /// <param name="cancellationToken">Nothing is left behind when cancelled.</param>
    /// <exception cref="SleepVlmException">Something does not fit EDF+, or the disk fails.</exception>
    public static void WriteAnnotations(
        string path, DateTime startTime, IEnumerable<Annotation> annotations, CancellationToken cancellationToken = default)
    {
        using var writer = new EdfPlusWriter(path, AnnotationsAlone(startTime), 1, annotations);
        WriteAll(writer, cancellationToken);
    }

    /// <summary>Writes a file of annotations alone to a stream.</summary>
    /// <param name="output">Receives the file; neither flushed nor closed.</param>
    /// <param name="startTime">Clock time that onsets count from.</param>
    /// <param name="annotations">At least the onset and a text each.</param>
    /// <param name="cancellationToken">What was written stays written when cancelled.</param>
    /// <exception cref="SleepVlmException">Something does not fit EDF+.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void WriteAnnotations(
        Stream output, DateTime startTime, IEnumerable<Annotation> annotations, CancellationToken cancellationToken = default)
    {
        using var writer = new EdfPlusWriter(output, AnnotationsAlone(startTime), 1, annotations);
        WriteAll(writer, cancellationToken);
    }

    private static EdfPlusHeader AnnotationsAlone(DateTime startTime) => new(startTime, 0, []);

    private static void WriteAll(EdfPlusWriter writer, CancellationToken cancellationToken)
    {
        while (writer.RecordsLeft > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.WriteRecord([]);
        }

        writer.Complete();
    }
}
