using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Answers;

/// <summary>Which tokens may follow while an answer is written, so that every answer can be parsed.</summary>
/// <remarks>
/// An automaton over bytes, asked token by token; the tokens that each of its places allows are found once. Literals are not forced into one
/// spelling: every split into tokens that gives the right bytes is allowed, and a model that was trained on canonical splits prefers them.
/// Not for use by several threads at once.
/// </remarks>
public sealed class AnswerGrammar
{
    private readonly BpeTokenizer _tokenizer;
    private readonly Dictionary<AnswerCursor, uint[]> _allowed = [];

    private AnswerGrammar(BpeTokenizer tokenizer, AnswerShape shape)
    {
        _tokenizer = tokenizer;
        Parts = new AnswerParts(shape);
        LongestTail = TailOf(Parts);
        StagePaths = [.. Parts.StageNames.Select(name => (IReadOnlyList<int>)tokenizer.EncodeBytes(name))];
    }

    /// <summary>Tokens that spell each stage at the place of choice, in the order W, N1, N2, N3, R.</summary>
    public IReadOnlyList<IReadOnlyList<int>> StagePaths { get; }

    internal AnswerParts Parts { get; }

    /// <summary>Compiles a shape for a vocabulary.</summary>
    /// <exception cref="ArgumentException">The shape names an unknown key or more than 32 rules.</exception>
    public static AnswerGrammar Create(BpeTokenizer tokenizer, AnswerShape shape) => new(tokenizer, shape);

    /// <summary>The beginning of an answer.</summary>
    public GrammarState Start() => new(this);

    /// <summary>Tokens that end open prose and lead to the next place of choice, or to the answer's end.</summary>
    internal IReadOnlyList<int> Closing(AnswerCursor cursor)
    {
        var bytes = new List<byte>();
        while (!cursor.IsComplete(Parts) && (cursor.IsInProse(Parts) || Parts.Parts[cursor.Part].Kind == PartKind.Literal))
        {
            var value = cursor.IsInProse(Parts) ? EndOfProse(cursor) : Parts.Parts[cursor.Part].Literal[cursor.At];
            bytes.Add(value);
            cursor = cursor.Next(value, Parts)!.Value;
        }

        return _tokenizer.EncodeBytes([.. bytes]);
    }

    /// <summary>Most tokens that may follow the end of the prose.</summary>
    internal int LongestTail { get; }

    internal uint[] Allowed(AnswerCursor cursor)
    {
        if (_allowed.TryGetValue(cursor, out var known)) return known;
        var allowed = new uint[(_tokenizer.Count + 31) / 32];
        for (var token = 0; token < _tokenizer.Count; token++)
            if (!_tokenizer.IsAdded(token) && Walk(cursor, token) is not null) allowed[token / 32] |= 1u << token % 32;
        return _allowed[cursor] = allowed;
    }

    /// <summary>The place behind a token, or null where it may not stand.</summary>
    /// <remarks>No token reaches over the place of choice into the stage, so that the stage is always decided by tokens of its own.</remarks>
    internal AnswerCursor? Walk(AnswerCursor cursor, int token)
    {
        var bytes = _tokenizer.TokenBytes(token);
        if (bytes.IsEmpty) return null;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i > 0 && cursor.IsAtStageChoice(Parts)) return null;
            if (cursor.Next(bytes[i], Parts) is not { } next) return null;
            cursor = next;
        }

        return cursor;
    }

    // Counted in bytes, of which a token has at least one.
    private static int TailOf(AnswerParts parts)
    {
        var behind = parts.Parts.SkipWhile(part => part.Kind != PartKind.Prose).ToArray();
        var rules = behind.Any(part => part.Kind == PartKind.Rules) ? AnswerShape.MostRules * (parts.RuleIds.Max(id => id.Length) + 4) : 0;
        return behind.Sum(part => part.Literal.Length) + rules + 2;
    }

    private static byte EndOfProse(AnswerCursor cursor) => cursor.At switch
    {
        < 0 => (byte)'n',
        > 0 => (byte)cursor.Step,
        _ => (byte)'"',
    };
}
