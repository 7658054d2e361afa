using System.Globalization;
using System.Text;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Recordings;

/// <summary>Timestamped annotation lists as EDF+ clause 2.2.2 asks for them.</summary>
internal static class TalWriter
{
    /// <summary>The list that tells when a record starts.</summary>
    public static byte[] TimeKeeping(double startSeconds) => Encoding.ASCII.GetBytes($"{Onset(startSeconds)}\u0014\u0014\0");

    /// <summary>One annotation.</summary>
    /// <param name="annotation">Its onset counts from the first sample.</param>
    /// <param name="firstSeconds">First sample, seconds after the whole second of the header.</param>
    /// <exception cref="SleepVlmException">A number that is not finite, a negative duration, or a text with control characters.</exception>
    public static byte[] Write(Annotation annotation, double firstSeconds)
    {
        var text = annotation.Text;
        if (text.Length == 0) throw new SleepVlmException($"the annotation at {Seconds(annotation.OnsetSeconds)} s has no text; EDF+ keeps those for time stamps");
        if (text.FirstOrDefault(c => c < ' ' && c is not ('\t' or '\n' or '\r')) is var control && control != 0 || text.Contains('\0'))
            throw new SleepVlmException($"the annotation at {Seconds(annotation.OnsetSeconds)} s holds the control character U+{(int)control:X4}; EDF+ takes tabs and line ends only");
        if (!double.IsFinite(annotation.OnsetSeconds) || annotation.DurationSeconds is { } length && !(length >= 0 && double.IsFinite(length)))
            throw new SleepVlmException(
                $"an annotation has onset {Seconds(annotation.OnsetSeconds)} and duration {Seconds(annotation.DurationSeconds ?? 0)}; EDF+ takes finite seconds and no negative duration");
        var duration = annotation.DurationSeconds is { } seconds ? $"\u0015{Seconds(seconds)}" : "";
        return Encoding.UTF8.GetBytes($"{Onset(annotation.OnsetSeconds + firstSeconds)}{duration}\u0014{text}\u0014\0");
    }

    private static string Onset(double seconds) => seconds < 0 ? Seconds(seconds) : $"+{Seconds(seconds)}";

    // A tenth of a microsecond: finer than any sampling clock, and free of binary rounding for a night's length.
    private static string Seconds(double seconds) => seconds.ToString("0.#######", CultureInfo.InvariantCulture);
}
