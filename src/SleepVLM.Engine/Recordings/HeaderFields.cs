using System.Text;

namespace SleepVLM.Engine.Recordings;

/// <summary>Fixed-width fields of a header, read with tolerance; what is tolerated goes to the log.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="bytes">The header from its first byte.</param>
/// <param name="log">Receives warnings.</param>
internal sealed class HeaderFields(string path, byte[] bytes, WarningLog log)
{
    /// <summary>Text without surrounding blanks.</summary>
    public string Text(int offset, int length, string field)
    {
        var text = HeaderText.Decode(bytes.AsSpan(offset, length), out var encoding);
        if (encoding is not null) log.Add(offset, field, $"not ASCII, read as {encoding}");
        if (text.Any(char.IsControl)) log.Add(offset, field, "control characters, read as blanks");
        return HeaderText.Clean(text);
    }

    /// <summary>A finite number, or null where the field holds none.</summary>
    public double? Number(int offset, int length, string field)
    {
        if (!HeaderNumber.TryParse(Encoding.Latin1.GetString(bytes, offset, length), out var value, out var repair)) return null;
        if (repair is not null) log.Add(offset, field, $"{repair}, read as", value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return value;
    }

    /// <summary>A whole number within bounds, or null.</summary>
    public long? Integer(int offset, int length, string field, long minimum, long maximum)
    {
        if (Number(offset, length, field) is not { } value || value < minimum || value > maximum) return null;
        if (value != Math.Floor(value)) return null;
        return (long)value;
    }

    /// <summary>The error for a field that cannot be tolerated.</summary>
    public RecordingFormatException Refuse(int offset, string field, string problem) => new(path, offset, field, problem);

    /// <summary>The raw field for a message: printable ASCII only. Never called on a patient field.</summary>
    public string Shown(int offset, int length) =>
        string.Concat(Encoding.Latin1.GetString(bytes, offset, length).TrimEnd().Select(c => c is >= ' ' and <= '~' ? c : '?'));
}
