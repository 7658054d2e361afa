namespace SleepVLM.Plugins.EdfAnnotations;

/// <summary>Deals annotation lists out to data records.</summary>
internal static class AnnotationRecords
{
    /// <summary>EDF specification: a data record should not exceed 61,440 bytes.</summary>
    private const int MaxBytes = 61_440;

    /// <summary>At least one record; each starts with its time-keeping list.</summary>
    public static List<byte[]> Pack(double startFractionSeconds, IEnumerable<byte[]> lists)
    {
        var start = AnnotationList.TimeKeeping(startFractionSeconds);
        var records = new List<byte[]>();
        var record = new List<byte>(start);
        foreach (var list in lists)
        {
            if (record.Count + list.Length > MaxBytes)
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
