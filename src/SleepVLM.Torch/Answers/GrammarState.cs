namespace SleepVLM.Torch.Answers;

/// <summary>How far one sequence's answer has come.</summary>
/// <remarks>
/// To keep a length limit: where <see cref="MustClose"/>, write <see cref="ClosingTokens"/> instead of asking the model, and mark the rationale truncated.
/// Stage and rules are never filled in: where they follow the prose, the model is asked for them. A limit of at least
/// <see cref="AnswerGrammar.MostTokensWithoutProse"/> is always kept.
/// </remarks>
public sealed class GrammarState
{
    private readonly AnswerGrammar _grammar;
    private GrammarNode _node;
    private uint[]? _bits;
    private IReadOnlyList<int>? _bitsOf;

    internal GrammarState(GrammarNode node, AnswerGrammar grammar) => (_node, _grammar) = (node, grammar);

    /// <summary>The tokens that may come: token i is bit i % 32 of word i / 32. Valid until the next <see cref="Advance"/>.</summary>
    public ReadOnlySpan<uint> AllowedTokens => _node.Mask ?? ListedBits(_node.Choices!);

    /// <summary>The tokens that may come, ascending, where they are few; empty in prose.</summary>
    public IReadOnlyList<int> Choices => _node.Choices ?? [];

    /// <summary>Whether the sequence is inside the prose or at its quotes.</summary>
    public bool IsInProse => _node.Mask is not null;

    /// <summary>Whether the next token begins to tell the stage: here its probabilities are read.</summary>
    public bool IsStageChoicePoint => _node.IsStageChoice;

    /// <summary>Whether the last character of the answer is written; then only the end of the turn may come, and need not.</summary>
    public bool IsComplete => _node.IsEnd;

    /// <summary>The tokens that must come, as the tokenizer spells them, up to the next choice or the end of the answer; the model need not be asked for them.</summary>
    public IReadOnlyList<int> ForcedTokens
    {
        get
        {
            var forced = new List<int>();
            for (var node = _node; !node.IsEnd && node.OnlyToken is { } only; node = node.Next(only)!) forced.Add(only);
            return forced;
        }
    }

    /// <summary>The shortest way out of the prose; empty elsewhere. Inside a character or an escape it is made whole first.</summary>
    public IReadOnlyList<int> ClosingTokens => _node.ClosingTokens;

    /// <summary>Whether the prose must be closed now for the answer to end within a limit; never true once the model itself has closed it.</summary>
    /// <param name="tokensLeft">Tokens that may still be written. In the last few before there is no choice, only between two characters.</param>
    public bool MustClose(int tokensLeft) => _node.MustClose(tokensLeft - _grammar.MostTokensToFinish);

    /// <summary>Whether a token may come.</summary>
    public bool IsAllowed(int token) => _node.Mask is { } mask ? TokenBits.Has(mask, token) : _node.Next(token) is not null;

    /// <summary>Takes a token.</summary>
    /// <exception cref="InvalidOperationException">It may not come here.</exception>
    public void Advance(int token) =>
        _node = _node.Next(token) ?? throw new InvalidOperationException($"token {token} may not come here");

    /// <summary>The same place for another sequence.</summary>
    public GrammarState Clone() => new(_node, _grammar);

    private uint[] ListedBits(IReadOnlyList<int> choices)
    {
        _bits ??= TokenBits.Create(_grammar.VocabularySize);
        if (ReferenceEquals(_bitsOf, choices)) return _bits;
        foreach (var token in _bitsOf ?? []) TokenBits.Clear(_bits, token);
        foreach (var token in choices) TokenBits.Set(_bits, token);
        _bitsOf = choices;
        return _bits;
    }
}
