using System.Globalization;

namespace SleepVLM.Engine.Rules.Claims.Tokens;

/// <summary>Cuts a text into words, numbers and marks, in one pass.</summary>
internal static class Tokenizer
{
    /// <summary>Longer runs of digits are no number a rationale can mean.</summary>
    private const int MostDigits = 12;

    public static List<Token> Cut(string text)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]) || char.GetUnicodeCategory(text[i]) is UnicodeCategory.Format or UnicodeCategory.Control) i++;
            else if (char.IsAsciiDigit(text[i])) tokens.Add(CutNumber(text, ref i));
            else if (char.IsLetter(text[i])) tokens.Add(CutWord(text, ref i));
            else if (text[i] is '-' or '=' && i + 1 < text.Length && text[i + 1] == '>') tokens.Add(new Token(TokenKind.Mark, "->", 0, i, i += 2, false));
            else tokens.Add(new Token(TokenKind.Mark, Normal(text[i]).ToString(), 0, i, ++i, false));
        }

        return tokens;
    }

    private static Token CutWord(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && (char.IsLetterOrDigit(text[i]) || IsApostrophe(text, i))) i++;
        var word = string.Create(i - start, (text, start), static (letters, at) =>
        {
            for (var j = 0; j < letters.Length; j++) letters[j] = Normal(at.text[at.start + j]);
        });
        return new Token(TokenKind.Word, word, 0, start, i, char.IsUpper(text[start]));
    }

    /// <summary>Digits with a decimal point, or a decimal comma as in <c>12,5 s</c> and <c>0,75 s</c>.</summary>
    private static Token CutNumber(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        if (i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]) && (text[i] == '.' || (text[i] == ',' && IsDecimalComma(text, start, i))))
        {
            i++;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        }

        if (i - start > MostDigits) return new Token(TokenKind.Word, text[start..i], 0, start, i, false);
        var value = double.Parse(text[start..i].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return new Token(TokenKind.Number, text[start..i], value, start, i, false);
    }

    /// <summary>A comma before one digit, or after a zero; <c>8,14,21 s</c> is a list.</summary>
    private static bool IsDecimalComma(string text, int start, int comma)
    {
        if (comma - start == 1 && text[start] == '0') return true;
        return comma + 2 >= text.Length || !(char.IsAsciiDigit(text[comma + 2]) || text[comma + 2] is ',' or '/');
    }

    private static bool IsApostrophe(string text, int i) => text[i] is '\'' or '’' && i + 1 < text.Length && char.IsLetter(text[i + 1]);

    private static char Normal(char c) => c switch
    {
        '−' or (>= '\u2010' and <= '\u2015') => '-',
        'µ' or 'μ' => 'u',
        '’' => '\'',
        '×' => 'x',
        _ => char.ToLowerInvariant(c),
    };
}
