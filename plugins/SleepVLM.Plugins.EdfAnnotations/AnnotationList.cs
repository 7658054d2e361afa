using System.Globalization;
using System.Text;

namespace SleepVLM.Plugins.EdfAnnotations;

/// <summary>One time-stamped annotation list (EDF+ clause 2.2.2): onset, 0x15 duration, 0x14 text 0x14, 0x00.</summary>
internal static class AnnotationList
{
    /// <summary>Texts are for people: longer ones are cut, and end in an ellipsis.</summary>
    private const int MaxTextChars = 500;

    private const char DurationMark = '\x15';
    private const char TextMark = '\x14';

    /// <summary>The list that starts each record and tells its time (clause 2.2.4).</summary>
    public static byte[] TimeKeeping(double onsetSeconds) => Encoding.ASCII.GetBytes($"{Onset(onsetSeconds)}{TextMark}{TextMark}\0");

    public static byte[] Write(double onsetSeconds, double? durationSeconds, string text)
    {
        var duration = durationSeconds is { } seconds ? $"{DurationMark}{Number(seconds)}" : "";
        return Encoding.UTF8.GetBytes($"{Onset(onsetSeconds)}{duration}{TextMark}{Clean(text)}{TextMark}\0");
    }

    private static string Onset(double seconds) => (seconds < 0 ? "" : "+") + Number(seconds);

    private static string Number(double value) => value.ToString("0.#######", CultureInfo.InvariantCulture);

    /// <summary>Control characters are separators here, and two at-signs would bind the text to a channel.</summary>
    private static string Clean(string text)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Replace("@@", "@ @").Trim();
        if (clean.Length <= MaxTextChars) return clean;
        var end = char.IsHighSurrogate(clean[MaxTextChars - 2]) ? MaxTextChars - 2 : MaxTextChars - 1;
        return clean[..end] + "…";
    }
}
