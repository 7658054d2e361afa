using System.Globalization;

namespace SleepVLM.Plugins.Csv;

/// <summary>Spells values as RFC 4180 fields.</summary>
internal static class CsvField
{
    /// <summary>Text; quoted where it must be.</summary>
    /// <remarks>
    /// A spreadsheet runs a field that starts with one of these as a formula, quotes or not, and a rationale is what a model wrote.
    /// An apostrophe before it makes it text. A null character would end the text for many readers.
    /// </remarks>
    public static string Text(string value)
    {
        var text = value.Replace('\0', '\uFFFD');
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..] ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny("\",\r\n;\t'") >= 0 || safe != safe.Trim() ? $"\"{safe.Replace("\"", "\"\"")}\"" : safe;
    }

    /// <summary>A number with a point; empty where there is none or it is not finite.</summary>
    public static string Number(double? value, string format) =>
        value is { } number && double.IsFinite(number) ? number.ToString(format, CultureInfo.InvariantCulture) : "";
}
