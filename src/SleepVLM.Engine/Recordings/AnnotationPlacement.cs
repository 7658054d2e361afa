using SleepVLM.Contracts;

namespace SleepVLM.Engine.Recordings;

/// <summary>Deals annotations out to data records, each with its time-keeping list first.</summary>
internal static class AnnotationPlacement
{
    /// <summary>EDF specification: a record should not exceed 61,440 bytes. Files of annotations alone keep to it.</summary>
    private const int RecommendedRecordBytes = 61440;

    /// <summary>With signals: each annotation goes to the record in which it begins.</summary>
    /// <returns>Bytes of the annotation signal, one array for each record, of various lengths.</returns>
    /// <exception cref="SleepVlmException">An annotation cannot be written.</exception>
    public static IReadOnlyList<byte[]> ByOnset(IEnumerable<Annotation> annotations, long recordCount, double recordDuration, double firstSeconds)
    {
        var byRecord = annotations.OrderBy(annotation => annotation.OnsetSeconds)
            .ToLookup(annotation => Math.Clamp((long)Math.Floor(annotation.OnsetSeconds / recordDuration), 0, recordCount - 1));
        var records = new List<byte[]>();
        for (var record = 0L; record < recordCount; record++)
        {
            var lists = byRecord[record].Select(annotation => TalWriter.Write(annotation, firstSeconds));
            records.Add([.. TalWriter.TimeKeeping(firstSeconds + record * recordDuration), .. lists.SelectMany(list => list)]);
        }

        return records;
    }

    /// <summary>Without signals: as many as go into each record, in order of onset.</summary>
    /// <returns>Bytes of the annotation signal, one array for each record.</returns>
    /// <exception cref="SleepVlmException">An annotation cannot be written, or is longer than a record.</exception>
    public static IReadOnlyList<byte[]> Alone(IEnumerable<Annotation> annotations, double firstSeconds)
    {
        var start = TalWriter.TimeKeeping(firstSeconds);
        var records = new List<byte[]>();
        var record = new List<byte>(start);
        foreach (var annotation in annotations.OrderBy(annotation => annotation.OnsetSeconds))
        {
            var list = TalWriter.Write(annotation, firstSeconds);
            if (start.Length + list.Length > RecommendedRecordBytes)
                throw new SleepVlmException($"an annotation text of {list.Length} bytes exceeds an EDF+ record: {start.Length + list.Length} > {RecommendedRecordBytes} bytes");
            if (record.Count + list.Length > RecommendedRecordBytes)
            {
                records.Add([.. record]);
                record = [.. start];
            }

            record.AddRange(list);
        }

        records.Add([.. record]);
        return records;
    }
}
