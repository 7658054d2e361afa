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
            if (owners[i] is { } owner && IsShareable(items[i].Meaning)) Share(items, anchors, owner, i);
    }

    public static bool IsAttribute(Meaning meaning) => meaning
        is NumberGroup or PeriodTerm or ShareTerm or ChannelTerm or EpochTerm or LevelTerm or CountTerm or ComparisonTerm;

    private static bool IsShareable(Meaning meaning) => meaning is PeriodTerm or ChannelTerm or EpochTerm or NumberGroup { Unit: NumberUnit.Seconds };

    /// <summary>The next channel of a list such as <c>LOC and ROC</c>.</summary>
    private static int? NextOfList(List<Item> items, int at)
    {
        if (items[at].Meaning is not ChannelTerm || at + 2 >= items.Count || items[at + 1].Meaning is not JointTerm) return null;
        var next = at + 2;
        while (next < items.Count - 1 && next < at + 4 && items[next].Meaning is JointTerm or ArticleTerm or PrepositionTerm) next++;
        return items[next].Meaning is ChannelTerm ? next : null;
    }

    private static Anchor? OwnerOf(List<Item> items, List<Anchor> anchors, int at)
    {
        var (before, after) = (anchors.FindLast(anchor => anchor.At < at), anchors.Find(anchor => anchor.At > at));
        if (before is null) return items[at].Meaning is CountTerm && !Premodifies(items, at, after!.At) ? null : after!;
        if (after is null) return IsTime(items[at].Meaning) ? SubjectOf(items, anchors, before, at) : before;
        var parted = Any(items, before.At, at, item => item.Meaning is JointTerm);
        if (items[at].Meaning is not (EpochTerm or PeriodTerm or ComparisonTerm) && Premodifies(items, at, after.At) && (parted || items[at].Meaning is LevelTerm or CountTerm || !HasPreposition(items, before.At, at))) return after;
        var joins = Any(items, at, after.At, item => item.Meaning is JointTerm or NegationTerm || IsPredicate(item));
        return items[at].Meaning is EpochTerm && Any(items, before.At, at, item => item.IsFiniteVerb) && !Any(items, at, after.At, item => item.Meaning is JointTerm) ? after
            : parted && !joins ? after : before;
    }

    /// <summary>In <c>an arousal with alpha interrupts sleep at 10 s</c> the arousal is what the time is said of.</summary>
    private static Anchor SubjectOf(List<Item> items, List<Anchor> anchors, Anchor last, int at)
    {
        if (!Any(items, last.At, at, item => item.IsFiniteVerb)) return last;
        for (var i = anchors.IndexOf(last); i > 0 && !Any(items, anchors[i - 1].At, last.At, item => item.IsFiniteVerb); i--)
            if (Any(items, anchors[i - 1].At, anchors[i].At, item => item.Word == "with")) return anchors[i - 1];
        return last;
    }

    private static bool Premodifies(List<Item> items, int at, int anchor) => anchor - at <= 5
        && !Any(items, at, anchor, item => item.Meaning is JointTerm or PrepositionTerm || IsPredicate(item));

    private static bool IsPredicate(Item item) => item.Meaning is VerbTerm { Kind: not (VerbKind.Assess or VerbKind.Other) } or VerbTerm { IsFinite: true };

    /// <summary><c>Beside an epoch of N3 it is scored N3</c>: what follows speaks of the target again.</summary>
    private static bool IsPronoun(Item item) => item.Meaning is WordTerm { Text: "it" or "this" or "we" or "i" } or VerbTerm { Kind: VerbKind.Score } && item.Word is "it" or "this" or "we" or "i";

    private static bool HasPreposition(List<Item> items, int from, int to) => Any(items, from, to, item => item.Meaning is PrepositionTerm or BoundTerm { Bound: not Bound.About });

    private static bool Any(List<Item> items, int from, int to, Predicate<Item> which)
    {
        for (var i = from + 1; i < to; i++)
            if (which(items[i])) return true;
        return false;
    }

    private static void Share(List<Item> items, List<Anchor> anchors, Anchor owner, int at)
    {
        var index = anchors.IndexOf(owner);
        if (at < owner.At)
        {
            if (index == 0 && !Premodifies(items, at, owner.At) || items[at].Meaning is EpochTerm && index == 0)
                for (var i = 1; i < anchors.Count && !(items[at].Meaning is EpochTerm && Any(items, at, anchors[i].At, IsPronoun)); i++) Give(anchors[i]);
            else if (index == 0 && items[at].Meaning is NumberGroup)
                for (var i = 1; i < anchors.Count && AreCoordinated(items, anchors[i - 1], anchors[i]); i++) Give(anchors[i]);
            return;
        }

        var verb = items.FindIndex(owner.At + 1, at - owner.At - 1, item => item.Meaning is VerbTerm { Kind: VerbKind.Be or VerbKind.Seen or VerbKind.Other or VerbKind.Show });
        for (var i = index - 1; i >= 0; i--)
        {
            var shares = verb >= 0
                ? !Any(items, anchors[i].At, owner.At, item => item.Meaning is VerbTerm { IsFinite: true })
                : AreCoordinated(items, anchors[i], anchors[i + 1]) && !(items[at].Meaning is NumberGroup && (IsSingular(items, owner) || !owner.IsEvent || !anchors[i].IsEvent));
            if (!shares) break;
            Give(anchors[i]);
        }

        void Give(Anchor anchor)
        {
            if (anchor.Has(meaning => SameKind(meaning, items[at].Meaning)) && !anchor.Attributes.Exists(attribute => attribute.IsShared && SameKind(attribute.Item.Meaning, items[at].Meaning))) return;
            anchor.Attributes.Add(new Attribute(items[at], items, at, true));
        }
    }

    /// <summary>Two nouns of one list: nothing is said of the first before the second is named.</summary>
    public static bool AreCoordinated(List<Item> items, Anchor first, Anchor second)
    {
        var joined = false;
        for (var i = first.At + 1; i < second.At; i++)
        {
            switch (items[i].Meaning)
            {
                case JointTerm { Kind: JointKind.And or JointKind.Or or JointKind.Comma }: joined = true; break;
                case NegationTerm { Reach: Reach.Forward } or ArticleTerm or CountTerm or LevelTerm or WordTerm or HedgeTerm { Reach: Reach.Forward }: break;
                case ChannelTerm or NumberGroup when joined: break;
                default: return false;
            }
        }

        return joined;
    }

    private static bool IsSingular(List<Item> items, Anchor anchor) => items.Take(anchor.At).Reverse().TakeWhile(item => item.Meaning is not JointTerm)
        .Any(item => item.Meaning is ArticleTerm { IsSingular: true } or CountTerm { Most: 1 });

    private static bool SameKind(Meaning first, Meaning second) => (IsTime(first) && IsTime(second)) || (first.GetType() == second.GetType() && first is not NumberGroup);

    private static bool IsTime(Meaning meaning) => meaning is PeriodTerm or NumberGroup { Unit: NumberUnit.Seconds };
}
