using SleepVLM.Contracts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Chat;

namespace SleepVLM.Torch.Generation;

/// <summary>One answer while it is being written.</summary>
/// <param name="grammar">What may be written.</param>
/// <param name="maxTokens">Longest answer.</param>
/// <param name="decided">Stage to give and explain; null lets the model decide.</param>
/// <param name="penalty">Of this answer alone; null for none.</param>
internal sealed class Sequence(AnswerGrammar grammar, int maxTokens, SleepStage? decided, RepetitionPenalty? penalty = null) : ITokenChooser
{
    private readonly GrammarState _state = grammar.Start();
    private readonly List<int> _tokens = [];
    private readonly Queue<int> _forced = [];

    /// <summary>Nothing is left to write.</summary>
    public bool IsDone => _state.IsComplete;

    /// <summary>The next token decides the stage and none is decided yet.</summary>
    public bool IsAtStageChoice => _forced.Count == 0 && _state.IsStageChoicePoint;

    /// <summary>Reads the stage's probabilities.</summary>
    public StageReadout Readout => grammar.Readout;

    /// <summary>Cut by the length limit.</summary>
    public bool Truncated { get; private set; }

    /// <summary>Probabilities read where the stage was decided.</summary>
    public Hypnodensity? Hypnodensity { get; private set; }

    /// <summary>The stage that the answer names; null before it is decided.</summary>
    public SleepStage? Decided { get; private set; }

    /// <summary>Tokens written.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    /// <summary>Logits as they count where the stage is decided: those of the row behind <paramref name="ahead"/>, penalised.</summary>
    /// <param name="logits">One value per token of the vocabulary; changed in place.</param>
    /// <param name="ahead">The beginning of a stage's spelling that is tried.</param>
    public float[] Weigh(float[] logits, IReadOnlyList<int> ahead)
    {
        penalty?.Apply(logits, ahead);
        return logits;
    }

    /// <summary>Takes the stage that was given, or else the one whose spelling is likeliest as a whole.</summary>
    public void DecideStage(Hypnodensity density)
    {
        if (!float.IsFinite(density.W + density.N1 + density.N2 + density.N3 + density.R))
            throw new SleepVlmException("the model's probabilities are no numbers; its weights are damaged or need another precision, so nothing can be staged with it");
        Hypnodensity = density;
        Decided = decided ?? Enum.GetValues<SleepStage>().MaxBy(stage => density[stage]);
        foreach (var token in grammar.StagePaths[(int)Decided]) _forced.Enqueue(token);
    }

    /// <summary>Takes tokens that stand there already, for the model and for the penalty.</summary>
    public void Begin(IReadOnlyList<int> tokens)
    {
        foreach (var token in tokens) _state.Advance(token);
        _tokens.AddRange(tokens);
    }

    /// <summary>The next token is certain: the model need not be asked for it.</summary>
    public bool HasNoChoice => _forced.Count > 0 || _state.ForcedTokens.Count > 0;

    /// <summary>Writes the likeliest token that the grammar allows and returns it.</summary>
    /// <param name="logits">One value per token of the vocabulary; penalised in place.</param>
    public int Write(Span<float> logits)
    {
        if (_forced.Count == 0 && _state.MustClose(maxTokens - _tokens.Count)) CutShort();
        return Put(_forced.Count > 0 ? _forced.Dequeue() : Likeliest(logits));
    }

    /// <summary>Writes the token without a choice.</summary>
    public void WriteAhead() => Put(_forced.Count > 0 ? _forced.Dequeue() : _state.ForcedTokens[0]);

    private int Put(int token)
    {
        _state.Advance(token);
        _tokens.Add(token);
        penalty?.Note(token);
        return token;
    }

    private void CutShort()
    {
        Truncated = true;
        foreach (var token in _state.ClosingTokens) _forced.Enqueue(token);
    }

    // The penalty comes before the grammar, as it does before any other choice in the reference.
    private int Likeliest(Span<float> logits)
    {
        penalty?.Apply(logits);
        var allowed = _state.AllowedTokens;
        var best = -1;
        for (var word = 0; word < allowed.Length; word++)
            for (var bits = allowed[word]; bits != 0; bits &= bits - 1)
            {
                var token = word * 32 + System.Numerics.BitOperations.TrailingZeroCount(bits);
                if (best < 0 || logits[token] > logits[best]) best = token;
            }

        return best;
    }
}
