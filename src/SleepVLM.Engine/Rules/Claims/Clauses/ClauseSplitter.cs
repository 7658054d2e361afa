using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Divides a sentence into clauses: at words such as <c>but</c> and <c>which</c>, and at commas and <c>and</c> where both sides have a verb.</summary>
internal static class ClauseSplitter
{
    private static readonly HashSet<string> VerbsOfAbsence = ["disappears", "disappeared", "vanished", "has", "have", "is", "are", "ceased", "drops", "drop"];

    public static List<Clause> Split(List<Item> items)
    {
        var clauses = new List<Clause>();
        foreach (var segment in Segments(items))
        {
            var conditional = segment.Exists(item => item.Meaning is CriterionTerm { Kind: CriterionKind.Condition });
            Divide(segment, conditional, clauses);
        }

        return clauses;
    }

    /// <summary>Semicolons keep a condition from reaching what stands on their other side.</summary>
    private static IEnumerable<List<Item>> Segments(List<Item> items)
    {
        var start = 0;
        for (var i = 0; i <= items.Count; i++)
        {
            if (i < items.Count && items[i].Meaning is not WordTerm { Text: ";" }) continue;
            var end = i;
            while (end > start && items[end - 1].Meaning is WordTerm { Text: "." or "!" }) end--;
            if (end > start) yield return items.GetRange(start, end - start);
            start = i + 1;
        }
    }

    private static void Divide(List<Item> items, bool conditional, List<Clause> clauses)
    {
        var (current, relative, followsAnd) = (new List<Item>(), false, false);
        for (var i = 0; i < items.Count; i++)
        {
            var isOfComparison = items[i].Word == "that" && i > 0 && items[i - 1].Meaning is CompareTerm or BoundTerm;
            var joint = items[i].Meaning is JointTerm term && !isOfComparison ? term.Kind : (JointKind?)null;
            var and = joint is JointKind.And or JointKind.Comma && current.Exists(item => item.IsFiniteVerb || item.Meaning is StageDenialTerm) && StartsClause(items, i + 1);
            if (joint is JointKind.Divide or JointKind.Relative || and || IsBecause(items, i))
            {
                Finish();
                (current, relative, followsAnd) = ([], joint == JointKind.Relative, and);
            }
            else current.Add(isOfComparison ? items[i] with { Meaning = new WordTerm("that") } : items[i]);
        }

        Finish();

        void Finish()
        {
            if (current.Count > 0) clauses.Add(new Clause(current, relative, conditional, followsAnd));
        }
    }

    /// <summary><c>as</c> that gives a reason, and does not say what an epoch is scored as.</summary>
    private static bool IsBecause(List<Item> items, int at) => items[at].Word == "as" && items[at].First == items[at].Last && at + 1 < items.Count
        && (items[at + 1].Meaning is NegationTerm || (at > 0 && items[at - 1].IsJoint(JointKind.Comma) && items[at + 1].Meaning is not StageTerm));

    /// <summary>Whether a verb follows before the next thing that divides; a list of bare nouns in between may hold joints.</summary>
    private static bool StartsClause(List<Item> items, int from)
    {
        var hasAmount = false;
        for (var i = from; i < items.Count; i++)
        {
            switch (items[i].Meaning)
            {
                case VerbTerm { IsFinite: true }: return true;
                case NegationTerm { Reach: Reach.Backward } when VerbsOfAbsence.Contains(items[i].Word): return true;
                case JointTerm { Kind: JointKind.Divide or JointKind.Relative }: return false;
                case JointTerm { Kind: JointKind.Comma or JointKind.And or JointKind.Or } when hasAmount: return false;
                case Amounts.NumberGroup or PeriodTerm or LevelTerm: hasAmount = true; break;
            }
        }

        return false;
    }
}
