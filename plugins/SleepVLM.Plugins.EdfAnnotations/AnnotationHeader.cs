using System.Globalization;
using System.Text;

namespace SleepVLM.Plugins.EdfAnnotations;

/// <summary>The 512 bytes before the records: EDF+C with one annotation signal and no patient data.</summary>
internal static class AnnotationHeader
{
    public static byte[] Write(StartOfRecording start, int recordCount, int recordBytes)
    {
        var header = new StringBuilder(512);
        void Add(string value, int width)
        {
            if (value.Length > width) throw new InvalidOperationException($"'{value}' exceeds its EDF field: {value.Length} > {width}");
            header.Append(value.PadRight(width));
        }
        void AddNumber(int value, int width) => Add(value.ToString(CultureInfo.InvariantCulture), width);

        Add("0", 8);
        Add("X X X X", 80);
        Add($"Startdate {start.StartDate} X X SleepVLM", 80);
        Add(start.Date, 8);
        Add(start.Time, 8);
        AddNumber(512, 8);
        Add("EDF+C", 44);
        AddNumber(recordCount, 8);
        Add("0", 8);
        AddNumber(1, 4);
        Add("EDF Annotations", 16);
        Add("", 80);
        Add("", 8);
        Add("-1", 8);
        Add("1", 8);
        Add("-32768", 8);
        Add("32767", 8);
        Add("", 80);
        AddNumber(recordBytes / 2, 8);
        Add("", 32);
        return Encoding.ASCII.GetBytes(header.ToString());
    }
}
