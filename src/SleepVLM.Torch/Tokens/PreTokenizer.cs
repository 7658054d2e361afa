using System.Globalization;
using System.Text;

namespace SleepVLM.Torch.Tokens;

/// <summary>Cuts text into the words that byte pairs are merged within; merges never cross a cut.</summary>
/// <remarks>
/// The same cuts as Qwen2's pattern
/// <c>(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>,
/// written out by hand because a .NET pattern sees UTF-16 halves where the reference sees letters beyond U+FFFF.
/// </remarks>
internal static class PreTokenizer
{
    private enum Kind : byte
    {
        Other,
        Letter,
        Number,
        Space,
        LineBreak,
    }

    private static readonly Kind[] Ascii = [.. Enumerable.Range(0, 128).Select(value => KindOf(new Rune(value)))];

    /// <summary>UTF-16 length of the first word of a text that is not empty.</summary>
    public static int FirstLength(ReadOnlySpan<char> text)
    {
        if (text[0] == '\'' && ContractionLength(text) is > 0 and var contraction) return contraction;

        var first = KindAt(text, out var width);
        if (first == Kind.Number) return width;
        if (first != Kind.LineBreak)
        {
            var letters = RunLength(text[width..], Kind.Letter);
            if (first == Kind.Letter || letters > 0) return width + letters;
        }

        var blank = text[0] == ' ' ? 1 : 0;
        var symbols = RunLength(text[blank..], Kind.Other);
        if (symbols > 0)
        {
            var end = blank + symbols;
            return end + RunLength(text[end..], Kind.LineBreak);
        }

        return WhiteSpaceLength(text);
    }

    private static int WhiteSpaceLength(ReadOnlySpan<char> text)
    {
        var run = 0;
        while (run < text.Length && KindAt(text[run..], out _) is Kind.Space or Kind.LineBreak) run++;
        var lastBreak = text[..run].LastIndexOfAny('\r', '\n');
        if (lastBreak >= 0) return lastBreak + 1;
        // The last blank before a word belongs to the word.
        return run == text.Length || run == 1 ? run : run - 1;
    }

    private static int ContractionLength(ReadOnlySpan<char> text)
    {
        if (text.Length < 2) return 0;
        // U+017F folds to s.
        if (char.ToLowerInvariant(text[1]) is 's' or 't' or 'm' or 'd' or '\u017F') return 2;
        if (text.Length < 3) return 0;
        return (char.ToLowerInvariant(text[1]), char.ToLowerInvariant(text[2])) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3 : 0;
    }

    private static int RunLength(ReadOnlySpan<char> text, Kind kind)
    {
        var length = 0;
        while (length < text.Length && KindAt(text[length..], out var width) == kind) length += width;
        return length;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, out int width)
    {
        if (text[0] < 128)
        {
            width = 1;
            return Ascii[text[0]];
        }

        Rune.DecodeFromUtf16(text, out var rune, out width);
        return KindOf(rune);
    }

    private static Kind KindOf(Rune rune)
    {
        if (rune.Value is '\r' or '\n') return Kind.LineBreak;
        if (Rune.IsWhiteSpace(rune)) return Kind.Space;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
            _ => Kind.Other,
        };
    }
}
