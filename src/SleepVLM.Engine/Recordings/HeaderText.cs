using System.Text;

namespace SleepVLM.Engine.Recordings;

/// <summary>Text of header fields and annotations. EDF asks for ASCII in the header; files hold UTF-8 and Latin-1 as well.</summary>
internal static class HeaderText
{
    public const string Utf8 = "UTF-8", Latin1 = "Latin-1";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 where the bytes are valid UTF-8, else Latin-1. A character cut by the end of a field is dropped.</summary>
    /// <param name="bytes">The field.</param>
    /// <param name="encoding">What it was read as, or null for plain ASCII.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, out string? encoding)
    {
        if (Ascii.IsValid(bytes))
        {
            encoding = null;
            return Encoding.ASCII.GetString(bytes);
        }

        var whole = bytes[..^CutCharacterLength(bytes)];
        try
        {
            var text = StrictUtf8.GetString(whole);
            encoding = Utf8;
            return text;
        }
        catch (DecoderFallbackException)
        {
            encoding = Latin1;
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>Replaces control characters by spaces and trims.</summary>
    public static string Clean(string text)
    {
        var clean = string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
        return clean.Trim();
    }

    /// <summary>Bytes at the end that begin a UTF-8 character without completing it.</summary>
    private static int CutCharacterLength(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var value = bytes[^back];
            if ((value & 0xC0) == 0x80) continue;
            var length = value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : value >= 0xC0 ? 2 : 1;
            // A field that holds nothing else is Latin-1: dropping the byte would leave it empty.
            return length > back && bytes.Length > back && !Ascii.IsValid(bytes[..^back]) ? back : 0;
        }

        return 0;
    }
}
