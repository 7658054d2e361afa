using System.Globalization;

namespace SleepVLM.Engine.Rules.Mentions;

/// <summary>One sentence of a rationale, cut into words, numbers and marks.</summary>
internal sealed class Sentence
{
    private Sentence(string text)
    {
        Text = text;
        Tokens = Cut(text);
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    public IReadOnlyList<Token> Tokens { get; }

    /// <summary>The token at a place, or an empty mark outside the sentence.</summary>
    public Token At(int index) => index >= 0 && index < Tokens.Count ? Tokens[index] : new Token(TokenKind.Mark, "", 0, Text.Length, Text.Length);

    /// <summary>What stands between two tokens, both included, as written.</summary>
    public string Quote(int first, int last) => Text[Tokens[first].Start..Tokens[last].End];

    /// <summary>The sentences of a text: each ends at a full stop, semicolon, question or exclamation mark before a space, or at a line break.</summary>
    public static IReadOnlyList<Sentence> Split(string text)
    {
        var sentences = new List<Sentence>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var ends = i == text.Length || text[i] is '\n' or '\r'
                || (text[i] is '.' or ';' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])));
            if (!ends) continue;
            if (text[start..i].Trim() is { Length: > 0 } sentence) sentences.Add(new Sentence(sentence));
            start = i + 1;
        }

        return sentences;
    }

    private static List<Token> Cut(string text)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i])) i++;
            else if (char.IsAsciiDigit(text[i])) tokens.Add(CutNumber(text, ref i, i, 1));
            else if (char.IsLetter(text[i])) tokens.Add(CutWord(text, ref i));
            else if (IsDash(text[i]) && IsSign(text, i, tokens)) tokens.Add(CutNumber(text, ref i, i++, -1));
            else tokens.Add(new Token(TokenKind.Mark, IsDash(text[i]) ? "-" : text[i].ToString(), 0, i, ++i));
        }

        return tokens;
    }

    private static Token CutWord(string text, ref int i)
    {
        var start = i;
        while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '\'' or '’')) i++;
        return new Token(TokenKind.Word, text[start..i].ToLowerInvariant(), 0, start, i);
    }

    /// <summary>Digits with a decimal point, or a decimal comma before a single digit as in <c>12,5 s</c>.</summary>
    private static Token CutNumber(string text, ref int i, int start, int sign)
    {
        var digits = i;
        while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        if (i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]) && (text[i] == '.' || (text[i] == ',' && IsSingleDigit(text, i + 1))))
        {
            i++;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        }

        var value = double.Parse(text[digits..i].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return new Token(TokenKind.Number, text[start..i], sign * value, start, i);
    }

    private static bool IsSingleDigit(string text, int at) =>
        at + 1 >= text.Length || !(char.IsAsciiDigit(text[at + 1]) || text[at + 1] is ',' or '/');

    private static bool IsDash(char c) => c is '-' or '−' or (>= '\u2010' and <= '\u2015');

    /// <summary>A dash right before a digit is a minus unless something it may join stands before it.</summary>
    private static bool IsSign(string text, int i, List<Token> before)
    {
        if (i + 1 >= text.Length || !char.IsAsciiDigit(text[i + 1])) return false;
        if (i > 0 && !char.IsWhiteSpace(text[i - 1]) && text[i - 1] is not ('(' or '[' or '=')) return false;
        return before.Count == 0 || !(before[^1].IsNumber || before[^1].IsSeconds);
    }
}
