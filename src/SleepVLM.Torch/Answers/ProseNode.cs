namespace SleepVLM.Torch.Answers;

/// <summary>A place in the prose.</summary>
internal sealed class ProseNode : GrammarNode
{
    // Room to get out of a character or an escape the model is in the middle of.
    private const int PatienceTokens = 8;

    private readonly ProseNode?[] _states;
    private readonly ProseMasks _masks;
    private readonly int _state;
    private readonly Lazy<GrammarNode> _after;

    private ProseNode(ProseNode?[] states, ProseMasks masks, int state, Lazy<GrammarNode> after) =>
        (_states, _masks, _state, _after) = (states, masks, state, after);

    /// <summary>Before the opening bytes.</summary>
    public static ProseNode Start(ProseMasks masks, Func<GrammarNode> after) =>
        new(new ProseNode?[masks.Automaton.StateCount], masks, masks.Automaton.Start, new Lazy<GrammarNode>(after));

    public override IReadOnlyList<int>? Choices => null;

    public override uint[] Mask => _masks.Mask(_state);

    public override int? OnlyToken => _masks.OnlyToken(_state);

    public override IReadOnlyList<int> ClosingTokens => _masks.ClosingTokens(_state);

    public override bool MustClose(int spareTokens) =>
        !_masks.Automaton.IsClosing(_state)
        && (spareTokens <= 0 || (spareTokens <= PatienceTokens && _masks.Automaton.IsBetweenCharacters(_state)));

    public override GrammarNode? Next(int token)
    {
        var next = _masks.Step(_state, token);
        if (next == ProseAutomaton.Dead) return null;
        if (next == _masks.Automaton.End) return _after.Value;
        return _states[next] ??= new ProseNode(_states, _masks, next, _after);
    }
}
