using System.Text;

namespace SleepVLM.Engine.Evaluation;

/// <summary>Comma-separated values as RFC 4180 has them, quoted line breaks included; other separators likewise.</summary>
internal static class CsvText
{
    /// <summary>Rows with the number of the line each starts on, from 1; empty lines and lines that start with <c>#</c> left out.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Rows(string text, char separator)
    {
        var (line, at) = (1, 0);
        while (at < text.Length)
        {
            var start = line;
            var fields = new List<string>();
            var isRemark = text[at] == '#';
            while (ReadField(text, separator, ref at, ref line, fields)) { }
            if (!isRemark && (fields.Count > 1 || fields[0].Trim().Length > 0)) yield return (start, fields);
        }
    }

    /// <summary>The separator of a table: what its first line holds of tab, semicolon and comma, in this order.</summary>
    public static char SeparatorOf(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
            if (!line.IsWhiteSpace() && !line.StartsWith('#')) return line.Contains('\t') ? '\t' : line.Contains(';') ? ';' : ',';
        return ',';
    }

    /// <summary>Reads one field; true when another follows in the same row.</summary>
    private static bool ReadField(string text, char separator, ref int at, ref int line, List<string> fields)
    {
        var field = new StringBuilder();
        var quoted = at < text.Length && text[at] == '"';
        if (quoted) at++;
        for (; at < text.Length; at++)
        {
            var next = text[at];
            if (next == '\n') line++;
            if (quoted && next == '"')
            {
                if (at + 1 < text.Length && text[at + 1] == '"') at++;
                else
                {
                    quoted = false;
                    continue;
                }
            }
            else if (!quoted && (next == separator || next == '\n')) break;
            field.Append(next);
        }
        fields.Add(field.ToString().TrimEnd('\r'));
        return at < text.Length && text[at++] == separator;
    }
}
