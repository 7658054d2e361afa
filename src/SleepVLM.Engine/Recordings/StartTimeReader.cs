using System.Globalization;
using System.Text;

namespace SleepVLM.Engine.Recordings;

/// <summary>Start date and time of the header (EDF: dd.mm.yy, hh.mm.ss; EDF+ clause 2.1.3.3: the full year after "Startdate").</summary>
internal static class StartTimeReader
{
    private const int RecordingId = 88, DateOffset = 168, TimeOffset = 176;
    private const string DateField = "startdate of recording", TimeField = "starttime of recording";

    /// <summary>Null where date or time make no sense; the log says so.</summary>
    public static DateTime? Read(byte[] header, WarningLog log)
    {
        var date = Parts(header, DateOffset, DateField, log);
        var time = Parts(header, TimeOffset, TimeField, log);
        if (time is not var (hour, minute, second) || hour > 23 || minute > 59 || second > 59)
        {
            log.Add(TimeOffset, TimeField, "no time of day in this field; times are shown from the start of the recording");
            return null;
        }

        if (FullDate(header) is { } full) return full.Add(new TimeSpan(hour, minute, second));
        // Clipping date of the EDF specification: 85-99 mean 1985-1999, 00-84 mean 2000-2084.
        if (date is var (day, month, shortYear) && shortYear <= 99)
        {
            var year = shortYear >= 85 ? 1900 + shortYear : 2000 + shortYear;
            if (month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
                return new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);
        }

        log.Add(DateOffset, DateField, "no date in this field; times are shown from the start of the recording");
        return null;
    }

    private static (int First, int Second, int Third)? Parts(byte[] header, int offset, string field, WarningLog log)
    {
        var text = Encoding.Latin1.GetString(header, offset, 8).Replace('\0', ' ').Trim();
        var parts = text.Split(['.', ':', '/', '-', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 3) return null;
        var values = new int[3];
        for (var i = 0; i < 3; i++)
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out values[i])) return null;
        if (text.Count(c => c == '.') != 2) log.Add(offset, field, "parts not separated by dots, read all the same");
        return (values[0], values[1], values[2]);
    }

    /// <summary>The date of "Startdate 02-MAR-2002 ..."; what follows it names people and is left alone.</summary>
    private static DateTime? FullDate(byte[] header)
    {
        const string Keyword = "Startdate ";
        var text = Encoding.Latin1.GetString(header, RecordingId, Keyword.Length + "dd-MMM-yyyy".Length);
        return text.StartsWith(Keyword, StringComparison.OrdinalIgnoreCase)
            && DateTime.TryParseExact(text[Keyword.Length..], "dd-MMM-yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 1900 and < 2200
                ? date
                : null;
    }
}
