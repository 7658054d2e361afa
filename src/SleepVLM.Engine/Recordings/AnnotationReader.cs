namespace SleepVLM.Engine.Recordings;

/// <summary>Reads all annotations of a recording.</summary>
internal sealed class AnnotationReader(FileReader file, RecordingHeader header, double firstSeconds, WarningLog log)
{
    private const string Field = "annotations";
    private const int MaximumAnnotations = 1_000_000;

    /// <summary>Bytes of one record's annotation signal that are looked at; ordinary files hold some hundreds.</summary>
    private const int MaximumBytesPerRecord = 1 << 24;

    /// <summary>In order of their onset.</summary>
    public IReadOnlyList<Annotation> Read(CancellationToken cancellationToken)
    {
        var found = new List<Annotation>();
        using var window = new RecordWindow(file, header.RecordBytes);
        for (var record = 0L; record < header.RecordCount && header.AnnotationSignals.Count > 0; record++)
        {
            if (record % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            foreach (var place in header.AnnotationSignals)
            {
                if (place.ByteCount == 0) continue;
                var offset = header.DataOffset + record * header.RecordBytes + place.ByteOffset;
                if (Take(Bytes(window, offset, place.ByteCount), offset, found)) continue;
                log.Add(offset, Field, $"more than {MaximumAnnotations} annotations; the rest left out");
                return InOrder(found);
            }
        }

        return InOrder(found);
    }

    private ReadOnlySpan<byte> Bytes(RecordWindow window, long offset, long count)
    {
        if (count <= RecordWindow.MaximumPieceBytes) return window.Bytes(offset, (int)count);
        if (count > MaximumBytesPerRecord) log.Add(offset, Field, $"only the first {MaximumBytesPerRecord} bytes of each record's annotations are read");
        var bytes = new byte[Math.Min(count, MaximumBytesPerRecord)];
        file.ReadExactly(offset, bytes, Field);
        return bytes;
    }

    private bool Take(ReadOnlySpan<byte> bytes, long offset, List<Annotation> found)
    {
        while (TalParser.TryTake(ref bytes, out var tal, out var problem))
        {
            if (problem is not null) log.Add(offset, Field, problem);
            if (tal is not { } list) continue;
            foreach (var text in list.Texts)
            {
                if (text.Length == 0) continue;
                if (found.Count == MaximumAnnotations) return false;
                found.Add(new Annotation(list.OnsetSeconds - firstSeconds, list.DurationSeconds, text));
            }
        }

        return true;
    }

    private static List<Annotation> InOrder(List<Annotation> found) => [.. found.OrderBy(annotation => annotation.OnsetSeconds)];
}
