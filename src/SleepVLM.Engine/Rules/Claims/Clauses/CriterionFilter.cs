using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Takes back what a clause does not claim of the epoch: criteria, conditions, suppositions, epochs elsewhere.</summary>
internal static class CriterionFilter
{
    public static void Reject(Clause clause, List<Anchor> anchors)
    {
        var kinds = clause.Items.Select(item => item.Meaning).OfType<CriterionTerm>().Select(term => term.Kind).ToHashSet();
        var nothing = clause.IsConditional || kinds.Contains(CriterionKind.Stated) || clause.Items.Exists(item => item.Meaning is ElsewhereTerm)
            || (kinds.Contains(CriterionKind.Limit) && !SaysWhetherMet(clause.Items));
        foreach (var anchor in anchors)
            anchor.IsRejected |= nothing || (kinds.Contains(CriterionKind.Supposed) && !(anchor.Item.Meaning is FeatureTerm && anchor.Has(IsTime)));
    }

    private static bool IsTime(Meaning meaning) => meaning is Amounts.NumberGroup { Unit: Amounts.NumberUnit.Seconds };

    private static bool SaysWhetherMet(List<Item> items) => items.Exists(item => item.Meaning
        is VerbTerm { Kind: VerbKind.Reach or VerbKind.FallShort or VerbKind.Seen or VerbKind.Score } or BoundTerm { Bound: not Bound.About }
            or StageDenialTerm or NegationTerm { Reach: Reach.Forward });
}
