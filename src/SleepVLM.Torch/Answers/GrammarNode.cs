namespace SleepVLM.Torch.Answers;

/// <summary>A place in the answer at a token boundary: which tokens may come, and where each leads. Shared by all sequences.</summary>
internal abstract class GrammarNode
{
    /// <summary>The tokens that may come, ascending, where they are few; null in prose, which has <see cref="Mask"/>.</summary>
    public abstract IReadOnlyList<int>? Choices { get; }

    /// <summary>The tokens that may come as a bit set; null where they are listed.</summary>
    public virtual uint[]? Mask => null;

    /// <summary>The one token that may come, or null where there is a choice.</summary>
    public virtual int? OnlyToken => Choices is [var only] ? only : null;

    /// <summary>Whether the next token begins to tell the stage.</summary>
    public virtual bool IsStageChoice => false;

    /// <summary>Whether the answer is written.</summary>
    public virtual bool IsEnd => false;

    /// <summary>The shortest way out of the prose; empty elsewhere.</summary>
    public virtual IReadOnlyList<int> ClosingTokens => [];

    /// <summary>Whether the prose must be closed when no more than so many tokens are left beyond those that closing may take.</summary>
    public virtual bool MustClose(int spareTokens) => false;

    /// <summary>Where a token leads, or null where it may not come.</summary>
    public abstract GrammarNode? Next(int token);
}

/// <summary>Behind the last character: only the end of the turn may come.</summary>
internal sealed class EndNode(int endToken) : GrammarNode
{
    private readonly int[] _choices = [endToken];

    public override IReadOnlyList<int> Choices => _choices;

    public override bool IsEnd => true;

    public override GrammarNode? Next(int token) => token == _choices[0] ? this : null;
}
