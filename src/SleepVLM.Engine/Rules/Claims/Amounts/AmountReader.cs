using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Clauses;
using SleepVLM.Engine.Rules.Claims.Lexicon;
using Attribute = SleepVLM.Engine.Rules.Claims.Clauses.Attribute;

namespace SleepVLM.Engine.Rules.Claims.Amounts;

/// <summary>Reads a number said of something as a quantity, with the bound that stands before it.</summary>
internal static class AmountReader
{
    private const int LongestWayToBound = 3;

    public static Quantity Of(Attribute attribute, double? least, double? most, bool fallsShort, double factor = 1)
    {
        var bound = BoundBefore(attribute);
        var span = bound.Item is { } word ? new TextSpan(word.Span.Start, attribute.Item.Span.End - word.Span.Start) : attribute.Item.Span;
        if (OrMore(attribute) is { } more) (bound.Bound, span) = (more.Bound, new TextSpan(span.Start, more.Span.End - span.Start));
        if (fallsShort) bound.Bound = Bound.AtMost;
        return bound.Bound switch
        {
            Bound.AtLeast => new Quantity(least * factor, null, span),
            Bound.AtMost => new Quantity(null, (most ?? least) * factor, span),
            _ => new Quantity(least * factor, most * factor, span),
        };
    }

    public static Quantity Of(Attribute attribute, NumberGroup numbers, bool fallsShort, double factor = 1)
    {
        var values = numbers.Numbers.Select(number => number.Value).ToList();
        return Of(attribute, values.Min(), values.Max(), fallsShort, factor);
    }

    private static (Bound Bound, Item? Item) BoundBefore(Attribute attribute)
    {
        var items = attribute.Clause;
        for (var i = attribute.At - 1; i >= Math.Max(0, attribute.At - LongestWayToBound); i--)
        {
            switch (items[i].Meaning)
            {
                case BoundTerm { Bound: not Bound.About } bound: return (bound.Bound, items[i]);
                case VerbTerm { Kind: VerbKind.Reach }: return (Bound.AtLeast, items[i]);
                case VerbTerm { Kind: VerbKind.FallShort }: return (Bound.AtMost, items[i]);
                case BoundTerm or ArticleTerm or PrepositionTerm or WordTerm: break;
                default: return (Bound.About, null);
            }
        }

        return (Bound.About, null);
    }

    /// <summary><c>20 % or more</c>.</summary>
    private static (Bound Bound, TextSpan Span)? OrMore(Attribute attribute)
    {
        var (items, at) = (attribute.Clause, attribute.At);
        if (at < 0 || at + 2 >= items.Count || items[at + 1].Meaning is not JointTerm { Kind: JointKind.Or }) return null;
        return items[at + 2].Meaning is LevelTerm { IsComparative: true, Direction: { } direction }
            ? (direction == ComparisonDirection.More ? Bound.AtLeast : Bound.AtMost, items[at + 2].Span) : null;
    }
}
