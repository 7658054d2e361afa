using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Finds what a clause claims something of: features, rules, and stages that are stated and not just mentioned.</summary>
internal static class AnchorFinder
{
    /// <summary>Words between a stage and what makes a statement of it.</summary>
    private const int LongestWayToCue = 4;

    public static List<Anchor> Find(List<Item> items)
    {
        var anchors = new List<Anchor>();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Meaning is FeatureTerm or RuleTerm) anchors.Add(new Anchor(items[i], i));
            else if (items[i].Meaning is StageTerm && IsStated(items, i, out var cue))
            {
                anchors.Add(new Anchor(items[i], i));
                if (cue is not null) anchors[^1].Words.Add(cue);
            }
        }

        return anchors;
    }

    /// <summary>Whether a stage is stated; the word that states it, where there is one.</summary>
    private static bool IsStated(List<Item> items, int at, out Item? cue)
    {
        cue = null;
        if (!items.Exists(item => item.Meaning is VerbTerm or FeatureTerm or StageDenialTerm or AboutStageTerm)) return true;
        if (StandsAlone(items, at) || (at == 0 && items[at].Word is "stage") || HasEpochBehind(items, at)) return true;
        for (var i = at - 1; i >= Math.Max(0, at - LongestWayToCue); i--)
        {
            switch (items[i].Meaning)
            {
                case AboutStageTerm or CompareTerm or ComparisonTerm or FeatureTerm: return false;
                case PrepositionTerm { Text: "in" or "of" or "from" or "on" or "between" } preposition:
                    return IsOfEpoch(items, at) || (preposition.Text != "from" && items.Take(i).Any(item => item.Meaning is EpochTerm { AndNext: true }));
                case StageDenialTerm or EpochTerm or NotTerm: return true;
                case VerbTerm { Kind: VerbKind.Score or VerbKind.Be or VerbKind.Reach or VerbKind.FallShort } or JointTerm { Kind: JointKind.Colon }:
                    cue = items[i];
                    return true;
                case JointTerm { Kind: JointKind.Or } when i > 0 && items[i - 1].Meaning is StageTerm: return false;
            }
        }

        return IsFollowedByStatement(items, at);
    }

    /// <summary>A code between commas, with no other stage near: <c>EMG high, W</c>.</summary>
    private static bool StandsAlone(List<Item> items, int at) => items[at].First == items[at].Last
        && (at == 0 || IsMark(items[at - 1])) && (at == items.Count - 1 || IsMark(items[at + 1])) && items.Count(item => item.Meaning is StageTerm) == 1;

    private static bool IsMark(Item item) => item.Meaning is JointTerm { Kind: JointKind.Comma or JointKind.Colon } or WordTerm { Text: "." };

    /// <summary><c>N2 of the preceding epoch</c>.</summary>
    private static bool HasEpochBehind(List<Item> items, int at) =>
        at + 2 < items.Count && items[at + 1].Meaning is PrepositionTerm { Text: "of" } && items[at + 2].Meaning is EpochTerm;

    /// <summary><c>the preceding epoch of N2</c>.</summary>
    private static bool IsOfEpoch(List<Item> items, int at) => at >= 2 && items[at - 1].Meaning is PrepositionTerm { Text: "of" } && items[at - 2].Meaning is EpochTerm;

    private static bool IsFollowedByStatement(List<Item> items, int at)
    {
        for (var i = at + 1; i < Math.Min(items.Count, at + LongestWayToCue); i++)
        {
            switch (items[i].Meaning)
            {
                case VerbTerm { Kind: VerbKind.Be } when i + 1 < items.Count && items[i + 1].Meaning is AboutStageTerm: return false;
                case StageDenialTerm or HedgeTerm { Reach: Reach.Backward } or CriterionTerm { Kind: CriterionKind.Limit }: return true;
                case VerbTerm { Kind: VerbKind.Score or VerbKind.Be or VerbKind.Seen or VerbKind.Exclude } or NotTerm: return true;
                case EpochTerm or FeatureTerm: return false;
            }
        }

        return false;
    }
}
