using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Claims.Tokens;

/// <summary>Divides a text into sentences: at full stops, question and exclamation marks, empty lines, bullets, and at line ends where the lines are a list.</summary>
internal static class SentenceSplitter
{
    /// <summary>A longer sentence is cut, so that hostile text costs no more than long text.</summary>
    private const int MostTokens = 160;

    private static readonly HashSet<string> Abbreviations =
    [
        "approx", "ca", "c", "e", "g", "i", "eg", "ie", "vs", "fig", "sec", "secs",
        "min", "max", "resp", "incl", "cf", "no", "nr", "ampl", "freq", "prev", "amp", "dur", "pt",
    ];

    private static readonly HashSet<string> Connectors =
    [
        "a", "an", "the", "and", "or", "of", "in", "on", "at", "with", "to", "for", "from", "by", "no", "not", "is", "are", "was", "were", "be", "as", "than",
        "this", "that", "its", "their", "sleep", "stage", "scored", "score", "rule", "epoch", "several", "clear", "single", "without", "over", "under",
    ];

    public static List<Sentence> Split(string text)
    {
        var tokens = Tokenizer.Cut(text);
        var lines = AreLinesAList(text, tokens);
        var sentences = new List<Sentence>();
        var (first, start) = (0, 0);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (i + 1 < tokens.Count && !(EndsAt(tokens, i) || BreaksAfter(text, tokens, i, lines) || i + 1 - first >= MostTokens)) continue;
            var end = i + 1 < tokens.Count ? tokens[i + 1].Start : text.Length;
            sentences.Add(new Sentence(new TextSpan(start, end - start), tokens.GetRange(first, i + 1 - first)));
            (first, start) = (i + 1, end);
        }

        if (tokens.Count == 0 && text.Length > 0) sentences.Add(new Sentence(new TextSpan(0, text.Length), []));
        return sentences;
    }

    private static bool EndsAt(List<Token> tokens, int i)
    {
        var (token, next) = (tokens[i], tokens[i + 1]);
        if (token.IsMark("!")) return true;
        if (!token.IsMark(".") && !token.IsMark("?")) return false;
        if (next.Start == token.End)
            return token.IsMark(".") && next is { Kind: TokenKind.Word, IsCapital: true } && i > 0 && tokens[i - 1] is { Kind: TokenKind.Word, IsCapital: false, Text.Length: > 1 };
        if (token.IsMark("?")) return next.IsCapital;
        return i == 0 || !Abbreviations.Contains(tokens[i - 1].Text) || (next.IsCapital && tokens[i - 1].Text is "sec" or "secs" or "no" or "c");
    }

    private static bool BreaksAfter(string text, List<Token> tokens, int i, bool lines)
    {
        var breaks = LineBreaks(text, tokens[i].End, tokens[i + 1].Start);
        if (breaks == 0) return false;
        return breaks > 1 || IsBullet(text, tokens, i + 1) || (lines && StartsLine(tokens[i + 1]) && !Connects(tokens[i]));
    }

    private static int LineBreaks(string text, int from, int to)
    {
        var breaks = 0;
        for (var i = from; i < to; i++)
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 >= to || text[i + 1] != '\n'))) breaks++;
        return breaks;
    }

    /// <summary>Whether no line starts in the middle of a phrase, so that the ends of lines divide.</summary>
    private static bool AreLinesAList(string text, List<Token> tokens)
    {
        var (lines, labels) = (0, 0);
        for (var i = 1; i < tokens.Count; i++)
        {
            if (LineBreaks(text, tokens[i - 1].End, tokens[i].Start) == 0) continue;
            if (!StartsLine(tokens[i]) || Connects(tokens[i - 1])) return false;
            lines++;
            labels += IsLabel(tokens, i) ? 1 : 0;
        }

        return lines >= 2 || labels > 0;
    }

    /// <summary>A line as <c>Chin tone: low</c>.</summary>
    private static bool IsLabel(List<Token> tokens, int first)
    {
        for (var i = first + 1; i < tokens.Count && i <= first + 4; i++)
            if (tokens[i].IsMark(":")) return true;
        return false;
    }

    private static bool StartsLine(Token token) => token.IsCapital || token is { Kind: TokenKind.Mark, Text: "-" or "*" or "•" or "·" };

    private static bool Connects(Token token) => token.IsMark(",") || (token.Kind == TokenKind.Word && Connectors.Contains(token.Text));

    private static bool IsBullet(string text, List<Token> tokens, int i)
    {
        var token = tokens[i];
        if (token is { Kind: TokenKind.Mark, Text: "-" or "*" or "•" or "·" or "–" }) return token.End < text.Length && char.IsWhiteSpace(text[token.End]);
        return token.IsNumber && i + 2 < tokens.Count && (tokens[i + 1].IsMark(".") || tokens[i + 1].IsMark(")"))
            && tokens[i + 1].Start == token.End && tokens[i + 2].Start > tokens[i + 1].End;
    }
}
