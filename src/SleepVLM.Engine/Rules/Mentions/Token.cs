namespace SleepVLM.Engine.Rules.Mentions;

/// <summary>What a piece of a sentence is.</summary>
internal enum TokenKind { Word, Number, Mark }

/// <summary>A piece of a sentence.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Lower case; every dash is <c>-</c>.</param>
/// <param name="Number">Its value, for a number.</param>
/// <param name="Start">First character in the sentence.</param>
/// <param name="End">One past the last character.</param>
internal readonly record struct Token(TokenKind Kind, string Text, double Number, int Start, int End)
{
    public bool IsNumber => Kind == TokenKind.Number;

    public bool Is(string text) => Kind != TokenKind.Number && Text == text;

    /// <summary>Whether it names seconds.</summary>
    public bool IsSeconds => Text is "s" or "sec" or "secs" or "second" or "seconds";
}
