namespace SleepVLM.Torch.Answers;

/// <summary>One of several token sequences, as a tree over their tokens; each leads on to a node of its own.</summary>
internal sealed class ChoiceNode : GrammarNode
{
    private readonly SortedDictionary<int, ChoiceNode> _children = [];
    private readonly Lazy<int[]> _choices;
    private Lazy<GrammarNode>? _after;

    private ChoiceNode(bool isStageChoice)
    {
        IsStageChoice = isStageChoice;
        _choices = new Lazy<int[]>(() => [.. _children.Keys.Concat(_after?.Value.Choices ?? []).Order()]);
    }

    public override IReadOnlyList<int> Choices => _choices.Value;

    public override bool IsStageChoice { get; }

    /// <summary>Builds the tree. Where a sequence goes on after the end of another, what follows the shorter one must begin with another token.</summary>
    public static ChoiceNode Of(IEnumerable<(int[] Tokens, Func<GrammarNode> After)> sequences, bool isStageChoice = false)
    {
        var root = new ChoiceNode(isStageChoice);
        foreach (var (tokens, after) in sequences)
        {
            var node = root;
            foreach (var token in tokens)
            {
                if (!node._children.TryGetValue(token, out var child)) node._children[token] = child = new ChoiceNode(isStageChoice: false);
                node = child;
            }

            node._after = new Lazy<GrammarNode>(after);
        }

        return root;
    }

    public override GrammarNode? Next(int token)
    {
        if (!_children.TryGetValue(token, out var child)) return _after?.Value.Next(token);
        return child._children.Count == 0 ? child._after!.Value : child;
    }
}
