using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>What a claim grows from: a feature, stage or rule in a clause, and what is said of it.</summary>
internal sealed class Anchor(Item item, int at)
{
    public Item Item { get; } = item;

    /// <summary>Its place in the clause; -1 where it is carried over from another clause.</summary>
    public int At { get; } = at;

    public ClaimFeature Feature => (Item.Meaning as FeatureTerm)?.Feature ?? ClaimFeature.None;

    public bool IsEvent => Item.Meaning is FeatureTerm { IsEvent: true };

    public ClaimPolarity Polarity { get; set; } = item.Meaning is FeatureTerm { IsAbsent: true } ? ClaimPolarity.Absent : ClaimPolarity.Present;

    /// <summary>Nothing is claimed of it.</summary>
    public bool IsRejected { get; set; }

    /// <summary>Amounts said of it are not reached: lower bounds become upper ones.</summary>
    public bool FallsShort { get; set; }

    /// <summary>What is said of it, with the words that came before each amount.</summary>
    public List<Attribute> Attributes { get; } = [];

    /// <summary>Further words that belong to what is said: denials, hedges.</summary>
    public List<Item> Words { get; } = [];

    public bool Has(Func<Meaning, bool> which) => Attributes.Exists(attribute => which(attribute.Item.Meaning));
}

/// <summary>Something said of an anchor.</summary>
/// <param name="Item">What.</param>
/// <param name="Clause">The clause it stands in.</param>
/// <param name="At">Its place there.</param>
/// <param name="IsShared">Said of several things at once.</param>
internal sealed record Attribute(Item Item, List<Item> Clause, int At, bool IsShared)
{
    /// <summary>What stands before it.</summary>
    public Item? Before => At > 0 ? Clause[At - 1] : null;

    /// <summary>What stands before it and the words that bound it.</summary>
    public Item? BeforeBounds => At > 0 ? Clause.Take(At).LastOrDefault(item => item.Meaning is not BoundTerm) : null;
}
