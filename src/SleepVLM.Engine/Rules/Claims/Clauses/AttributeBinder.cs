using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Amounts;
using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Gives what is said in a clause to the anchor it is said of.</summary>
internal static class AttributeBinder
{
    public static void Bind(List<Item> items, List<Anchor> anchors)
    {
        if (anchors.Count == 0) return;
        var owners = new Anchor?[items.Count];
        for (var i = items.Count - 1; i >= 0; i--)
            if (IsAttribute(items[i].Meaning))
                owners[i] = NextOfList(items, i) is { } next ? owners[next] : OwnerOf(items, anchors, i);
        for (var i = 0; i < items.Count; i++)
            if (owners[i] is { } owner) owner.Attributes.Add(new Attribute(items[i], items, i, false));
        for (var i = 0; i < items.Count; i++)
            if (owners[i] is { } owner && AttributeSharing.IsShareable(items[i].Meaning)) new AttributeSharing(items, anchors, i).Share(owner);
    }

    public static bool IsAttribute(Meaning meaning) => meaning
        is NumberGroup or PeriodTerm or ShareTerm or ChannelTerm or EpochTerm or LevelTerm or CountTerm or ComparisonTerm;

    /// <summary>The next channel of a list such as <c>LOC and ROC</c>.</summary>
    private static int? NextOfList(List<Item> items, int at)
    {
        if (items[at].Meaning is not ChannelTerm || at + 2 >= items.Count || items[at + 1].Meaning is not JointTerm) return null;
        var next = at + 2;
        while (next < items.Count - 1 && next < at + 4 && items[next].Meaning is JointTerm or ArticleTerm or PrepositionTerm) next++;
        return items[next].Meaning is ChannelTerm ? next : null;
    }

    /// <summary>The anchor before or behind it; null for a number that counts nothing.</summary>
    private static Anchor? OwnerOf(List<Item> items, List<Anchor> anchors, int at)
    {
        if (anchors.Find(anchor => anchor.At == at) is { } itself) return itself;
        var (before, after, said) = (anchors.FindLast(anchor => anchor.At < at), anchors.Find(anchor => anchor.At > at), items[at].Meaning);
        if (after is null) return before is null ? null : LastOwner(items, anchors, before, at);
        if (before is null) return said is CountTerm or NumberGroup { Unit: NumberUnit.None } && !Premodifies(items, at, after.At) ? null : after;
        var parted = Any(items, before.At, at, item => item.Meaning is JointTerm);
        if (said is not (EpochTerm or PeriodTerm or ComparisonTerm) && Premodifies(items, at, after.At)
            && (parted || said is LevelTerm or CountTerm || !HasPreposition(items, before.At, at)))
            return after;
        var partedBehind = Any(items, at, after.At, item => item.Meaning is JointTerm);
        if (said is EpochTerm && !partedBehind && Any(items, before.At, at, item => item.IsFiniteVerb)) return after;
        return parted && !partedBehind && !Any(items, at, after.At, item => item.Meaning is NegationTerm || IsPredicate(item)) ? after : before;
    }

    private static Anchor LastOwner(List<Item> items, List<Anchor> anchors, Anchor last, int at)
    {
        if (IsAside(items, anchors, last, at)) last = anchors[anchors.IndexOf(last) - 1];
        return AttributeSharing.IsTime(items[at].Meaning) ? SubjectOf(items, anchors, last, at) : last;
    }

    /// <summary>In <c>an arousal with alpha interrupts sleep at 10 s</c> the arousal is what the time is said of.</summary>
    private static Anchor SubjectOf(List<Item> items, List<Anchor> anchors, Anchor last, int at)
    {
        if (!Any(items, last.At, at, item => item.IsFiniteVerb)) return last;
        for (var i = anchors.IndexOf(last); i > 0 && !Any(items, anchors[i - 1].At, last.At, item => item.IsFiniteVerb); i--)
            if (Any(items, anchors[i - 1].At, anchors[i].At, item => item.Word == "with")) return anchors[i - 1];
        return last;
    }

    /// <summary><c>sawtooth waves before the eye movements, from 13 to 16 s</c>: the eye movements only tell the place.</summary>
    private static bool IsAside(List<Item> items, List<Anchor> anchors, Anchor anchor, int at) => anchors.IndexOf(anchor) > 0 && anchor.At >= 2
        && (items[anchor.At - 1].Word is "before" or "after" || (items[anchor.At - 1].Meaning is ArticleTerm && items[anchor.At - 2].Word is "before" or "after"))
        && Any(items, anchor.At, at, item => item.IsJoint(JointKind.Comma));

    /// <summary>Whether it stands right before a noun, as in <c>low chin tone</c>.</summary>
    public static bool Premodifies(List<Item> items, int at, int anchor) => anchor - at <= 5
        && !Any(items, at, anchor, item => item.Meaning is JointTerm or PrepositionTerm || IsPredicate(item));

    private static bool IsPredicate(Item item) => item.Meaning is VerbTerm { Kind: not (VerbKind.Assess or VerbKind.Other) } or VerbTerm { IsFinite: true };

    private static bool HasPreposition(List<Item> items, int from, int to) =>
        Any(items, from, to, item => item.Meaning is PrepositionTerm or BoundTerm { Bound: not Bound.About });

    /// <summary>Whether an item between two places is of a kind.</summary>
    public static bool Any(List<Item> items, int from, int to, Predicate<Item> which)
    {
        for (var i = from + 1; i < to; i++)
            if (which(items[i])) return true;
        return false;
    }
}
