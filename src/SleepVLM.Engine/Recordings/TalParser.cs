using System.Text;

namespace SleepVLM.Engine.Recordings;

/// <summary>Timestamped annotation lists (EDF+ clause 2.2.2): onset, [0x15 duration], 0x14, texts each ended by 0x14, 0x00.</summary>
internal static class TalParser
{
    private const byte EndOfTal = 0, EndOfText = 0x14, BeforeDuration = 0x15;

    /// <summary>One list. An empty first text marks the record's start.</summary>
    public readonly record struct Tal(double OnsetSeconds, double? DurationSeconds, IReadOnlyList<string> Texts)
    {
        public bool IsTimeKeeping => Texts.Count == 0 || Texts[0].Length == 0;
    }

    /// <summary>Takes the next list off the bytes; skips what is none.</summary>
    /// <param name="bytes">The rest of one record's annotation signal; moved on.</param>
    /// <param name="tal">The list.</param>
    /// <param name="problem">What had to be tolerated or skipped, or null.</param>
    /// <returns>False at the end; true for a list, or for a skipped one (then <paramref name="tal"/> is null).</returns>
    public static bool TryTake(ref ReadOnlySpan<byte> bytes, out Tal? tal, out string? problem)
    {
        (tal, problem) = (null, null);
        bytes = bytes.TrimStart(EndOfTal);
        if (bytes.IsEmpty) return false;
        var end = bytes.IndexOf(EndOfTal);
        var one = end < 0 ? bytes : bytes[..end];
        bytes = end < 0 ? [] : bytes[(end + 1)..];

        var stamp = one.IndexOf(EndOfText);
        if (stamp < 0)
        {
            problem = "annotation list without an end of its time stamp, left out";
            return true;
        }

        if (!TryReadStamp(one[..stamp], out var onset, out var duration, ref problem))
        {
            problem = "annotation list whose time stamp is no number, left out";
            return true;
        }

        tal = new Tal(onset, duration, ReadTexts(one[(stamp + 1)..], ref problem));
        return true;
    }

    private static bool TryReadStamp(ReadOnlySpan<byte> stamp, out double onset, out double? duration, ref string? problem)
    {
        duration = null;
        var separator = stamp.IndexOf(BeforeDuration);
        var onsetText = Encoding.Latin1.GetString(separator < 0 ? stamp : stamp[..separator]);
        if (onsetText is ['+', ..]) onsetText = onsetText[1..];
        else if (onsetText is not ['-', ..]) problem = "onset without a sign, read as positive";
        if (!HeaderNumber.TryParse(onsetText, out onset, out var repair)) return false;
        if (separator >= 0)
        {
            if (HeaderNumber.TryParse(Encoding.Latin1.GetString(stamp[(separator + 1)..]), out var seconds, out var durationRepair) && seconds >= 0)
                duration = seconds;
            else
                problem = "duration of an annotation is no number, left out";
            repair ??= durationRepair;
        }

        problem ??= repair;
        return true;
    }

    private static List<string> ReadTexts(ReadOnlySpan<byte> bytes, ref string? problem)
    {
        var texts = new List<string>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf(EndOfText);
            if (end < 0) problem ??= "annotation text without its end, kept";
            // EDF+ allows tabs and line ends inside a text, so only what surrounds it is trimmed.
            var text = HeaderText.Decode(end < 0 ? bytes : bytes[..end], out var encoding);
            if (encoding == HeaderText.Latin1) problem ??= "annotation text is not UTF-8, read as Latin-1";
            texts.Add(text.Trim());
            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }

        return texts;
    }
}
