using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Claims.Tokens;

/// <summary>A sentence, or a line that stands for one.</summary>
/// <param name="Span">Its place in the text, the space behind it included; the spans of all sentences together are the text.</param>
/// <param name="Tokens">Its words, numbers and marks.</param>
internal sealed record Sentence(TextSpan Span, IReadOnlyList<Token> Tokens)
{
    private static readonly Token Nothing = new(TokenKind.Mark, "", 0, 0, 0, false);

    /// <summary>The token at a place, or an empty mark outside the sentence.</summary>
    public Token At(int index) => index >= 0 && index < Tokens.Count ? Tokens[index] : Nothing;

    /// <summary>The stretch of text from one token to another, both included.</summary>
    public TextSpan SpanOf(int first, int last) => new(Tokens[first].Start, Tokens[last].End - Tokens[first].Start);
}
