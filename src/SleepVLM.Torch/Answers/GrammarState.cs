namespace SleepVLM.Torch.Answers;

/// <summary>How far one answer is written.</summary>
public sealed class GrammarState
{
    private readonly AnswerGrammar _grammar;
    private AnswerCursor _cursor = AnswerCursor.Start;

    internal GrammarState(AnswerGrammar grammar) => _grammar = grammar;

    /// <summary>The answer's last character is written.</summary>
    public bool IsComplete => _cursor.IsComplete(_grammar.Parts);

    /// <summary>The next token begins the stage.</summary>
    public bool IsStageChoicePoint => _cursor.IsAtStageChoice(_grammar.Parts);

    /// <summary>Prose is open.</summary>
    public bool IsInProse => _cursor.IsInProse(_grammar.Parts);

    /// <summary>Tokens that may follow: bit i % 32 of word i / 32.</summary>
    public ReadOnlySpan<uint> AllowedTokens => _grammar.Allowed(_cursor);

    /// <summary>Tokens that end open prose at once and lead to the next place of choice, or to the answer's end.</summary>
    public IReadOnlyList<int> ClosingTokens => _grammar.Closing(_cursor);

    /// <summary>Most tokens that may follow the end of the prose.</summary>
    public int LongestTail => _grammar.LongestTail;

    /// <summary>Writes a token.</summary>
    /// <exception cref="InvalidOperationException">The token may not follow.</exception>
    public void Advance(int token) => _cursor = _grammar.Walk(_cursor, token)
        ?? throw new InvalidOperationException($"token {token} may not follow here");
}
