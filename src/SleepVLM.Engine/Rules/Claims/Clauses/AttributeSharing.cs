using SleepVLM.Engine.Rules.Claims.Amounts;
using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Gives what is said of several things at once to all of them: <c>C4-M1 shows spindles at 8 s and K complexes at 14 s</c>.</summary>
/// <param name="items">The clause.</param>
/// <param name="anchors">Its anchors, in order.</param>
/// <param name="at">Place of what is said.</param>
internal sealed class AttributeSharing(List<Item> items, List<Anchor> anchors, int at)
{
    private readonly Meaning _said = items[at].Meaning;

    /// <summary>Places, times and epochs; amounts belong to one thing.</summary>
    public static bool IsShareable(Meaning meaning) => meaning is ChannelTerm or EpochTerm || IsTime(meaning);

    public static bool IsTime(Meaning meaning) => meaning is PeriodTerm or NumberGroup { Unit: NumberUnit.Seconds };

    public void Share(Anchor owner)
    {
        var index = anchors.IndexOf(owner);
        if (at > owner.At) ShareBack(owner, index);
        else if (at < owner.At && index == 0) ShareAhead(owner);
    }

    /// <summary>What stands in front is said of all that follows, unless it only qualifies the first.</summary>
    private void ShareAhead(Anchor owner)
    {
        var startsClause = at is 1 or 2 && items[at - 1].Meaning is PrepositionTerm or ArticleTerm;
        var toAll = _said is EpochTerm || startsClause || !AttributeBinder.Premodifies(items, at, owner.At);
        for (var i = 1; i < anchors.Count; i++)
        {
            if (_said is EpochTerm && AttributeBinder.Any(items, at, anchors[i].At, IsPronoun)) break;
            if (!toAll && !(_said is NumberGroup && AreCoordinated(items, anchors[i - 1], anchors[i]))) break;
            Give(anchors[i]);
        }
    }

    /// <summary>What stands behind is said of all subjects of the verb, or of the members of a list.</summary>
    private void ShareBack(Anchor owner, int index)
    {
        var hasVerb = AttributeBinder.Any(items, owner.At, at, item => item.Meaning
            is VerbTerm { Kind: VerbKind.Be or VerbKind.Seen or VerbKind.Other or VerbKind.Show });
        for (var i = index - 1; i >= 0; i--)
        {
            var shares = hasVerb
                ? !AttributeBinder.Any(items, anchors[i].At, owner.At, item => item.IsFiniteVerb)
                : AreCoordinated(items, anchors[i], anchors[i + 1]) && (_said is not NumberGroup || MayShareTimes(anchors[i], owner));
            if (!shares) break;
            Give(anchors[i]);
        }
    }

    /// <summary><c>spindles and K complexes at 8 s</c>, but not <c>spindles and a K complex at 8 s</c>, and never tone and an event.</summary>
    private bool MayShareTimes(Anchor first, Anchor last) => first.IsEvent && last.IsEvent && !IsSingular(last)
        && AttributeBinder.Any(items, first.At, last.At, item => item.Meaning is JointTerm { Kind: not JointKind.Comma });

    private bool IsSingular(Anchor anchor)
    {
        for (var i = anchor.At - 1; i >= 0 && items[i].Meaning is not JointTerm; i--)
            if (items[i].Meaning is ArticleTerm { IsSingular: true } or CountTerm { Most: 1 }) return true;
        return false;
    }

    private void Give(Anchor anchor)
    {
        if (anchor.Attributes.Exists(attribute => !attribute.IsShared && IsSameKind(attribute.Item.Meaning))) return;
        anchor.Attributes.Add(new Attribute(items[at], items, at, true));
    }

    private bool IsSameKind(Meaning meaning) => (IsTime(meaning) && IsTime(_said)) || (meaning.GetType() == _said.GetType() && meaning is not NumberGroup);

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

    /// <summary><c>Beside an epoch of N3 it is scored N3</c>: what follows speaks of the target again.</summary>
    private static bool IsPronoun(Item item) => item.Meaning is WordTerm or VerbTerm { Kind: VerbKind.Score } && item.Word is "it" or "this" or "we" or "i";
}
