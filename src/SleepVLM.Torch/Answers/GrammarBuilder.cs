using System.Collections.Concurrent;
using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Answers;

/// <summary>Makes the nodes of a grammar as they are reached.</summary>
internal sealed class GrammarBuilder
{
    private readonly BpeTokenizer _tokenizer;
    private readonly IReadOnlyList<AnswerItem> _items;
    private readonly int[][] _ruleTokens;
    private readonly Dictionary<SleepStage, ulong> _rulesOfStage;
    private readonly int[] _separator;
    private readonly bool _rulesMayBeEmpty;
    private readonly EndNode _end;
    private readonly ProseMasks? _prose;
    private readonly ConcurrentDictionary<(int Item, SleepStage? Stage, ulong Used), GrammarNode> _nodes = new();

    public GrammarBuilder(BpeTokenizer tokenizer, AnswerShape shape, int vocabularySize)
    {
        _tokenizer = tokenizer;
        _items = AnswerItems.Of(shape.Format);
        var rules = shape.Rules.ToList();
        _ruleTokens = [.. rules.Select(Encode)];
        _rulesOfStage = shape.RulesByStage.ToDictionary(
            entry => entry.Key, entry => entry.Value.Aggregate(0UL, (set, rule) => set | (1UL << rules.IndexOf(rule))));
        _separator = Encode(AnswerFormat.RuleSeparator);
        _rulesMayBeEmpty = shape.RulesMayBeEmpty;
        _end = new EndNode(tokenizer.AddedId(QwenTokens.TurnEnd));
        StageTokens = Array.ConvertAll(Enum.GetValues<SleepStage>(), stage => Encode(stage.ToString()));
        if (_items.OfType<ProseItem>().SingleOrDefault() is { } prose)
            _prose = new ProseMasks(
                tokenizer, new ProseAutomaton(Encoding.UTF8.GetBytes(prose.Opening), Encoding.UTF8.GetBytes(prose.Closing)), vocabularySize);
    }

    /// <summary>Tokens of each stage, in the order of <see cref="SleepStage"/>.</summary>
    public int[][] StageTokens { get; }

    /// <summary>Before the first character.</summary>
    public GrammarNode Start => At(0, null);

    /// <summary>Most tokens of an answer with empty prose.</summary>
    public int MostTokensWithoutProse => _items.Sum(MostTokens);

    /// <summary>Most tokens from anywhere in the prose to the end of the answer, once the prose is closed.</summary>
    public int MostTokensToFinish =>
        _prose is null ? 0 : _prose.MostClosingTokens + _items.SkipWhile(item => item is not ProseItem).Skip(1).Sum(MostTokens);

    private GrammarNode At(int index, SleepStage? stage)
    {
        if (index == _items.Count) return _end;
        return _nodes.GetOrAdd((index, stage, 0), _ => _items[index] switch
        {
            LiteralItem literal when _rulesMayBeEmpty && _items.ElementAtOrDefault(index + 1) is RulesItem => BeforeRules(index, literal, stage),
            LiteralItem literal => Literal(literal, () => At(index + 1, stage)),
            StageItem => ChoiceNode.Of(
                Enum.GetValues<SleepStage>().Select(value => (StageTokens[(int)value], After(() => At(index + 1, RulesFollow(index) ? value : null)))), isStageChoice: true),
            RulesItem => Rule(index, stage, 0),
            _ => ProseNode.Start(_prose!, () => At(index + 1, stage)),
        });
    }

    private bool RulesFollow(int index) => _items.Skip(index).Any(item => item is RulesItem);

    private GrammarNode Literal(LiteralItem literal, Func<GrammarNode> after) =>
        literal.Text.Length == 0 ? after() : ChoiceNode.Of([(Encode(literal.Text), after)]);

    // The quotes of the first and the last rule belong to the literals on both sides; an empty list has neither.
    private ChoiceNode BeforeRules(int index, LiteralItem before, SleepStage? stage) => ChoiceNode.Of(
    [
        (Encode(before.Text), () => At(index + 1, stage)),
        (Encode(AnswerFormat.JoinEmptyRules(before.Text, ((LiteralItem)_items[index + 2]).Text)), () => At(index + 3, null)),
    ]);

    private ulong Candidates(SleepStage? stage) => stage is { } known ? _rulesOfStage[known] : ulong.MaxValue >> (64 - _ruleTokens.Length);

    private ChoiceNode Rule(int index, SleepStage? stage, ulong used) => ChoiceNode.Of(
        Members(Candidates(stage) & ~used).Select(rule => (_ruleTokens[rule], After(() => AfterRule(index, stage, used | (1UL << rule))))));

    private GrammarNode AfterRule(int index, SleepStage? stage, ulong used) => _nodes.GetOrAdd((index, stage, used), _ =>
    {
        var sequences = new List<(int[], Func<GrammarNode>)> { (Encode(((LiteralItem)_items[index + 1]).Text), () => At(index + 2, null)) };
        if (ulong.PopCount(used) < AnswerFormat.MostRules && (Candidates(stage) & ~used) != 0)
            sequences.Add((_separator, () => Rule(index, stage, used)));
        return ChoiceNode.Of(sequences);
    });

    private int MostTokens(AnswerItem item) => item switch
    {
        LiteralItem literal => Encode(literal.Text).Length,
        StageItem => StageTokens.Max(tokens => tokens.Length),
        RulesItem => (AnswerFormat.MostRules * _ruleTokens.Max(tokens => tokens.Length)) + ((AnswerFormat.MostRules - 1) * _separator.Length),
        _ => _prose!.ClosingTokens(_prose.Automaton.Start).Length,
    };

    private int[] Encode(string text) => _tokenizer.Encode(text, allowSpecial: false);

    private static Func<GrammarNode> After(Func<GrammarNode> node) => node;

    private static IEnumerable<int> Members(ulong set)
    {
        for (; set != 0; set &= set - 1) yield return (int)ulong.TrailingZeroCount(set);
    }
}
