using SleepVLM.Engine.Staging;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Answers;

/// <summary>The answer's JSON as a grammar over the tokens of one tokenizer: enforced while decoding, no answer can be unparsable.</summary>
/// <remarks>
/// Keys, stages and rules are taken token by token as <see cref="BpeTokenizer.Encode(string, bool)"/> would spell them, so that a model is asked for nothing it
/// was not trained on. Prose is free byte by byte within a JSON string; there every token whose bytes fit may come, those that reach over the
/// closing quote included. The encoding of every text that <see cref="AnswerFormat.Compose(Contracts.SleepStage, IReadOnlyList{Contracts.RuleId}, string)"/> makes is accepted.
/// Safe for several threads; a <see cref="GrammarState"/> belongs to one sequence.
/// </remarks>
public sealed class AnswerGrammar
{
    private readonly GrammarNode _start;

    private AnswerGrammar(GrammarBuilder builder, int vocabularySize)
    {
        _start = builder.Start;
        VocabularySize = vocabularySize;
        StagePaths = builder.StageTokens;
        MostTokensWithoutProse = builder.MostTokensWithoutProse;
        MostTokensToFinish = builder.MostTokensToFinish;
        Readout = new StageReadout(StagePaths);
    }

    /// <summary>Compiles a grammar. Bit sets of the prose are made when first needed.</summary>
    /// <param name="tokenizer">The model's tokenizer; it must know <c>&lt;|im_end|&gt;</c>.</param>
    /// <param name="shape">Layout and rules.</param>
    /// <param name="vocabularySize">Length of the model's logits, if padded beyond the tokenizer's count.</param>
    /// <exception cref="ArgumentException">The shape's keys or rules do not fit.</exception>
    public static AnswerGrammar Create(BpeTokenizer tokenizer, AnswerShape shape, int? vocabularySize = null)
    {
        shape.Check();
        var size = Math.Max(tokenizer.Count, vocabularySize ?? 0);
        return new AnswerGrammar(new GrammarBuilder(tokenizer, shape, size), size);
    }

    /// <summary>Number of tokens the bit sets cover.</summary>
    public int VocabularySize { get; }

    /// <summary>The tokens that spell each stage, in the order W, N1, N2, N3, R.</summary>
    public IReadOnlyList<IReadOnlyList<int>> StagePaths { get; }

    /// <summary>Reads the stage's probabilities where it is spelled.</summary>
    public StageReadout Readout { get; }

    /// <summary>Whether answers have prose; all others are nearly equally long.</summary>
    public bool HasProse => MostTokensToFinish > 0;

    /// <summary>Most tokens an answer takes whose prose is empty: a smaller length limit cannot be kept.</summary>
    public int MostTokensWithoutProse { get; }

    /// <summary>Most tokens from anywhere in the prose to the end of the answer, once <see cref="GrammarState.MustClose"/> is heeded.</summary>
    public int MostTokensToFinish { get; }

    /// <summary>A new answer, before its first token.</summary>
    public GrammarState Start() => new(_start, this);
}
