using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Amounts;
using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Settles what a clause denies, hedges, or only supposes.</summary>
internal sealed class PolarityReader(List<Item> items, List<Anchor> anchors, Anchor? subject)
{
    /// <summary>Words looked at behind a <c>not</c>.</summary>
    private const int LongestWayBehindNot = 6;

    /// <summary><c>Neither tone nor eye movements can be assessed</c>.</summary>
    private readonly bool _asksWhetherAssessable = items.FindIndex(item => item.Word is "can" or "could") is >= 0 and var can
        && items.FindIndex(can, item => item.Meaning is VerbTerm { Kind: VerbKind.Assess }) > can;

    public void Read()
    {
        for (var i = 0; i < items.Count; i++)
        {
            switch (items[i].Meaning)
            {
                case NegationTerm { Reach: Reach.Forward }: Forward(i, i, ClaimPolarity.Absent); break;
                case NegationTerm: Backward(i, ClaimPolarity.Absent); break;
                case HedgeTerm { Reach: Reach.Forward }: Forward(i, i, ClaimPolarity.Uncertain); break;
                case HedgeTerm { Reach: Reach.Backward }: Backward(i, ClaimPolarity.Uncertain); break;
                case HedgeTerm: anchors.ForEach(anchor => Mark(anchor, i, ClaimPolarity.Uncertain)); break;
                case WordTerm { Text: "?" } when i < items.Count - 1: Backward(i, ClaimPolarity.Uncertain); break;
                case StageDenialTerm when items[i].Word is "rather" or "instead": Forward(i, i, ClaimPolarity.Absent); break;
                case StageDenialTerm: DenyStage(i, i); break;
                case NotTerm: Not(i); break;
                case VerbTerm { Kind: VerbKind.Exclude } when !IsDenied(i): Backward(i, ClaimPolarity.Absent); break;
                case VerbTerm { Kind: VerbKind.FallShort }: FallShort(i); break;
            }
        }
    }

    private void Not(int at)
    {
        for (var i = at + 1; i < items.Count && i <= at + LongestWayBehindNot; i++)
        {
            switch (items[i].Meaning)
            {
                case VerbTerm { Kind: VerbKind.Seen }: Backward(at, ClaimPolarity.Absent); return;
                case VerbTerm { Kind: VerbKind.Occur }: Backward(at, ClaimPolarity.Absent); return;
                case VerbTerm { Kind: VerbKind.Assess or VerbKind.Exclude }: Backward(at, ClaimPolarity.Uncertain); return;
                case VerbTerm { Kind: VerbKind.Show }: Forward(i, at, ClaimPolarity.Absent); return;
                case VerbTerm { Kind: VerbKind.Reach or VerbKind.Fill }: FallShort(at); return;
                case VerbTerm { Kind: VerbKind.Score }:
                    if (!DenyStage(i, at)) Backward(at, ClaimPolarity.Absent);
                    return;
                case LevelTerm or ComparisonTerm: DenyLevel(i, at); return;
                case StageTerm: DenyStage(i - 1, at); return;
                case FeatureTerm when items.FindIndex(i, item => item.Meaning is VerbTerm { Kind: VerbKind.Reach or VerbKind.Fill }) > i && items[i - 1] == items[at]:
                    FallShort(i + 1);
                    return;
                case FeatureTerm or CountTerm or RuleTerm: Forward(at, at, ClaimPolarity.Absent); return;
                case NegationTerm { Reach: Reach.Backward }: Backward(at, ClaimPolarity.Present); return;
                case JointTerm: return;
            }
        }

        if (items.Skip(at + 1).All(item => item.Meaning is VerbTerm or WordTerm { Text: "." })) Backward(at, ClaimPolarity.Absent);
    }

    private bool IsDenied(int at) => items.FindLastIndex(at, Math.Min(at, LongestWayBehindNot), item => item.Meaning is NotTerm) >= 0;

    private void Forward(int from, int word, ClaimPolarity polarity)
    {
        if (polarity == ClaimPolarity.Absent && _asksWhetherAssessable) polarity = ClaimPolarity.Uncertain;
        var articleGoesOn = from + 1 < items.Count && items[from + 1].Meaning is ArticleTerm;
        var found = false;
        for (var i = from + 1; i < items.Count; i++)
        {
            if (items[i].IsFiniteVerb || items[i].Meaning is NegationTerm { Reach: Reach.Forward } or VerbTerm { Kind: VerbKind.Show } or WordTerm { Text: "it" or "this" or "they" or "we" }) break;
            if (i > from + 1 && EndsList(i, articleGoesOn)) break;
            if (items[i].Meaning is ArticleTerm { IsSingular: false } && found && items[i - 1].Meaning is not (JointTerm or PrepositionTerm)) break;
            if (anchors.Find(anchor => anchor.At == i) is not { } hit) continue;
            if (found && polarity == ClaimPolarity.Uncertain && items[i - 1].Meaning is not JointTerm { Kind: JointKind.Or } && !IsJoinedByOr(i)) break;
            if (hit.Item.Meaning is StageTerm or RuleTerm && found) break;
            Mark(hit, word, polarity);
            found = true;
            if (hit.Item.Meaning is StageTerm) break;
        }

        if (!found && from + 1 >= items.Count) Backward(word, polarity);
        else if (!found && subject is not null && anchors.Count == 0 && polarity == ClaimPolarity.Absent && from != word) Mark(subject, word, polarity);
    }

    private bool IsJoinedByOr(int at) => at >= 2 && items[at - 1].Meaning is ArticleTerm && items[at - 2].Meaning is JointTerm { Kind: JointKind.Or };

    /// <summary>Whether a noun that is not denied starts here: <c>no spindles and a low tone</c>.</summary>
    private bool EndsList(int at, bool articleGoesOn)
    {
        if (items[at - 1].Meaning is not JointTerm { Kind: JointKind.And or JointKind.Comma }) return false;
        return items[at].Meaning is CountTerm or LevelTerm { OfAmplitude: false } or StageTerm or FeatureTerm { Feature: ClaimFeature.MixedFrequency } || (items[at].Meaning is ArticleTerm && !articleGoesOn);
    }

    private void Backward(int at, ClaimPolarity polarity)
    {
        var last = anchors.FindLastIndex(anchor => anchor.At < at && anchor.At >= 0);
        if (last < 0)
        {
            var next = anchors.FindIndex(anchor => anchor.At > at);
            if (next < 0)
            {
                if (subject is not null && !items.Exists(item => item.Meaning is VerbTerm { Kind: VerbKind.Score })) Mark(subject, at, polarity);
                return;
            }

            Mark(anchors[next], at, polarity);
            for (var i = next + 1; i < anchors.Count && AttributeSharing.AreCoordinated(items, anchors[i - 1], anchors[i]); i++) Mark(anchors[i], at, polarity);
            return;
        }

        var predicate = Verb(anchors[last].At, at);
        Mark(anchors[last], at, polarity);
        for (var i = last - 1; i >= 0; i--)
        {
            if (predicate ? Verb(anchors[i].At, anchors[i + 1].At) : !AttributeSharing.AreCoordinated(items, anchors[i], anchors[i + 1])) break;
            Mark(anchors[i], at, polarity);
        }
    }

    private bool Verb(int from, int to)
    {
        for (var i = from + 1; i < to; i++)
            if (items[i].Meaning is VerbTerm { Kind: not (VerbKind.Assess or VerbKind.Seen) } or VerbTerm { IsFinite: true }) return true;
        return false;
    }

    private bool DenyStage(int from, int word)
    {
        var denied = false;
        foreach (var anchor in anchors.Where(anchor => anchor.At > from && anchor.Item.Meaning is StageTerm or RuleTerm && anchor.At > from))
        {
            Mark(anchor, word, ClaimPolarity.Absent);
            denied = true;
        }

        if (!denied && items[word].Meaning is StageDenialTerm)
            foreach (var anchor in anchors.Where(anchor => anchor.At < word && anchor.Item.Meaning is StageTerm or RuleTerm && anchor.At < word)) Mark(anchor, word, ClaimPolarity.Absent);
        return denied;
    }

    private void DenyLevel(int level, int word)
    {
        var owner = anchors.Find(anchor => anchor.Attributes.Exists(attribute => attribute.Item == items[level])) ?? subject;
        if (owner is not null) Mark(owner, word, ClaimPolarity.Absent);
    }

    private void FallShort(int at)
    {
        if (DenyStage(at, at)) return;
        var owner = anchors.FindLast(anchor => anchor.At < at) ?? subject;
        if (owner is null) return;
        owner.FallsShort = true;
        owner.Words.Add(items[at]);
    }

    private void Mark(Anchor anchor, int word, ClaimPolarity polarity)
    {
        if (anchor == subject && anchor.At >= 0 && anchor.Has(meaning => meaning is PeriodTerm or NumberGroup { Unit: NumberUnit.Seconds })) return;
        anchor.Polarity = polarity;
        anchor.Words.Add(items[word]);
    }
}
