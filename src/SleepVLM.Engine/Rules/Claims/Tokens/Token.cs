namespace SleepVLM.Engine.Rules.Claims.Tokens;

/// <summary>What a piece of text is.</summary>
internal enum TokenKind { Word, Number, Mark }

/// <summary>A piece of text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Lower case; every dash is <c>-</c>, every apostrophe <c>'</c>, a micro sign is <c>u</c>.</param>
/// <param name="Number">Its value, for a number.</param>
/// <param name="Start">First character in the whole text.</param>
/// <param name="End">One past the last character.</param>
/// <param name="IsCapital">Whether it starts with a capital letter.</param>
internal readonly record struct Token(TokenKind Kind, string Text, double Number, int Start, int End, bool IsCapital)
{
    public bool IsNumber => Kind == TokenKind.Number;

    public bool IsMark(string text) => Kind == TokenKind.Mark && Text == text;

    /// <summary>Whether it names seconds.</summary>
    public bool IsSeconds => Kind == TokenKind.Word && Text is "s" or "sec" or "secs" or "second" or "seconds";
}
