using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Amounts;
using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Marks what a word denies or hedges.</summary>
/// <param name="items">The clause.</param>
/// <param name="anchors">What it names.</param>
/// <param name="subject">What was named before it.</param>
internal sealed class PolarityMarks(List<Item> items, List<Anchor> anchors, Anchor? subject)
{
    /// <summary><c>Neither tone nor eye movements can be assessed</c>.</summary>
    private readonly bool _asksWhetherAssessable = items.FindIndex(item => item.Word is "can" or "could") is >= 0 and var can
        && items.FindIndex(can, item => item.Meaning is VerbTerm { Kind: VerbKind.Assess }) > can;

    /// <summary>Marks the list of nouns behind a place.</summary>
    public void Forward(int from, int word, ClaimPolarity polarity)
    {
        if (polarity == ClaimPolarity.Absent && _asksWhetherAssessable) polarity = ClaimPolarity.Uncertain;
        var articleGoesOn = from + 1 < items.Count && items[from + 1].Meaning is ArticleTerm;
        var found = false;
        for (var i = from + 1; i < items.Count && !EndsReach(i, found); i++)
        {
            if (i > from + 1 && StartsAffirmed(i, articleGoesOn)) break;
            if (anchors.Find(anchor => anchor.At == i) is not { } hit) continue;
            var isHedgedAlone = polarity == ClaimPolarity.Uncertain && !IsJoinedByOr(i);
            if (found && (isHedgedAlone || hit.Item.Meaning is StageTerm or RuleTerm)) break;
            Mark(hit, word, polarity);
            found = true;
            if (hit.Item.Meaning is StageTerm) break;
        }

        if (found) return;
        if (from + 1 >= items.Count) Backward(word, polarity);
        else if (subject is not null && anchors.Count == 0 && polarity == ClaimPolarity.Absent && from != word) Mark(subject, word, polarity);
    }

    /// <summary>A verb, a further denial, or a new noun without a joint before it.</summary>
    private bool EndsReach(int at, bool found) => items[at].IsFiniteVerb
        || items[at].Meaning is NegationTerm { Reach: Reach.Forward } or VerbTerm { Kind: VerbKind.Show } or WordTerm { Text: "it" or "this" or "they" or "we" }
        || (found && items[at].Meaning is ArticleTerm { IsSingular: false } && items[at - 1].Meaning is not (JointTerm or PrepositionTerm));

    /// <summary><c>a possible spindle or K complex</c> hedges both, <c>a possible spindle and a K complex</c> the first.</summary>
    private bool IsJoinedByOr(int at) => items[at - 1].IsJoint(JointKind.Or) || (at >= 2 && items[at - 1].Meaning is ArticleTerm && items[at - 2].IsJoint(JointKind.Or));

    /// <summary>Whether a noun that is not denied starts here: <c>no spindles and a low tone</c>.</summary>
    private bool StartsAffirmed(int at, bool articleGoesOn)
    {
        if (items[at - 1].Meaning is not JointTerm { Kind: JointKind.And or JointKind.Comma }) return false;
        return items[at].Meaning is CountTerm or LevelTerm { OfAmplitude: false } or StageTerm or FeatureTerm { Feature: ClaimFeature.MixedFrequency }
            || (items[at].Meaning is ArticleTerm && !articleGoesOn);
    }

    /// <summary>Marks the nouns before a word: the subjects of its verb or, without a verb, the list that ends there; else the nouns behind it.</summary>
    public void Backward(int word, ClaimPolarity polarity)
    {
        var last = anchors.FindLastIndex(anchor => anchor.At < word && anchor.At >= 0);
        if (last < 0)
        {
            Behind(word, polarity);
            return;
        }

        var hasVerb = HasVerb(anchors[last].At, word);
        Mark(anchors[last], word, polarity);
        for (var i = last - 1; i >= 0; i--)
        {
            if (hasVerb ? HasVerb(anchors[i].At, anchors[i + 1].At) : !AttributeSharing.AreCoordinated(items, anchors[i], anchors[i + 1])) break;
            Mark(anchors[i], word, polarity);
        }
    }

    /// <summary><c>absent spindles</c>; where the clause names nothing, what was named before.</summary>
    private void Behind(int word, ClaimPolarity polarity)
    {
        var next = anchors.FindIndex(anchor => anchor.At > word);
        if (next < 0)
        {
            if (subject is not null && !items.Exists(item => item.Meaning is VerbTerm { Kind: VerbKind.Score })) Mark(subject, word, polarity);
            return;
        }

        Mark(anchors[next], word, polarity);
        for (var i = next + 1; i < anchors.Count && AttributeSharing.AreCoordinated(items, anchors[i - 1], anchors[i]); i++) Mark(anchors[i], word, polarity);
    }

    private bool HasVerb(int from, int to)
    {
        for (var i = from + 1; i < to; i++)
            if (items[i].Meaning is VerbTerm { Kind: not (VerbKind.Assess or VerbKind.Seen) } or VerbTerm { IsFinite: true }) return true;
        return false;
    }

    /// <summary>Denies the stages and rules behind a place; those before it where it says so by itself and none follow. Whether any followed.</summary>
    public bool DenyStage(int from, int word)
    {
        var stages = anchors.FindAll(anchor => anchor.Item.Meaning is StageTerm or RuleTerm);
        var denied = stages.FindAll(anchor => anchor.At > from);
        var before = denied.Count == 0 && items[word].Meaning is StageDenialTerm ? stages.FindAll(anchor => anchor.At < word) : [];
        foreach (var anchor in denied.Concat(before)) Mark(anchor, word, ClaimPolarity.Absent);
        return denied.Count > 0;
    }

    /// <summary><c>The tone is not low</c>.</summary>
    public void DenyLevel(int level, int word)
    {
        var owner = anchors.Find(anchor => anchor.Attributes.Exists(attribute => attribute.Item == items[level])) ?? subject;
        if (owner is not null) Mark(owner, word, ClaimPolarity.Absent);
    }

    /// <summary><c>Slow waves do not reach 20 %</c>.</summary>
    public void FallShort(int at)
    {
        if (DenyStage(at, at)) return;
        var owner = anchors.FindLast(anchor => anchor.At < at) ?? subject;
        if (owner is null) return;
        owner.FallsShort = true;
        owner.Words.Add(items[at]);
    }

    /// <summary>What was seen at a time is not denied by a later clause: <c>alpha is seen in the first third and disappears</c>.</summary>
    public void Mark(Anchor anchor, int word, ClaimPolarity polarity)
    {
        if (anchor == subject && anchor.At >= 0 && anchor.Has(meaning => meaning is PeriodTerm or NumberGroup { Unit: NumberUnit.Seconds })) return;
        anchor.Polarity = polarity;
        anchor.Words.Add(items[word]);
    }
}
