namespace SleepVLM.Engine.Rules.Mentions;

/// <summary>How a number is meant.</summary>
internal enum Bound
{
    /// <summary>About this much.</summary>
    About,
    /// <summary>This much or more.</summary>
    AtLeast,
    /// <summary>This much or less.</summary>
    AtMost,
}

/// <summary>An amount that a rationale gives for what it names: seconds or percent of the epoch.</summary>
/// <param name="Term">What there is so much of.</param>
/// <param name="Bound">How it is meant.</param>
/// <param name="From">The amount, or the lower end of a range.</param>
/// <param name="To">The upper end of a range, or the amount.</param>
/// <param name="Group">Where it stands; its unit is <c>s</c> or <c>%</c>.</param>
internal sealed record StatedAmount(StatedTerm Term, Bound Bound, double From, double To, NumberGroup Group)
{
    /// <summary>How far a measured amount lies outside what is stated; zero inside.</summary>
    public double Distance(double measured) => Bound switch
    {
        Bound.AtLeast => Math.Max(0, From - measured),
        Bound.AtMost => Math.Max(0, measured - To),
        _ => Math.Max(0, Math.Max(From - measured, measured - To)),
    };
}

/// <summary>Finds stated amounts: durations and percentages near a term, not moments, criteria or changes.</summary>
internal static class StatedAmounts
{
    public static IEnumerable<StatedAmount> In(IReadOnlyList<Sentence> sentences) =>
        Percentages(sentences).Concat(Durations(sentences)).Where(amount => amount.Term != StatedTerm.None && !IsCriterionOrChange(amount.Group));

    private static IEnumerable<StatedAmount> Percentages(IEnumerable<Sentence> sentences) => sentences
        .SelectMany(NumberGroup.In)
        .Where(numbers => numbers.Unit == "%" && numbers.Numbers.Count <= 2)
        .Select(numbers => Amount(numbers, numbers.Numbers[0].Value, numbers.Numbers[^1].Value));

    private static IEnumerable<StatedAmount> Durations(IEnumerable<Sentence> sentences) => TimeMentions.In(sentences)
        .Where(time => time.Kind == TimeKind.Duration)
        .Select(time => Amount(time.Group, time.FromSeconds, time.ToSeconds));

    private static StatedAmount Amount(NumberGroup numbers, double from, double to) =>
        new(StatedTerms.Nearest(numbers), BoundBefore(numbers), from, to, numbers);

    private static Bound BoundBefore(NumberGroup group)
    {
        for (var i = group.First - 1; i >= Math.Max(0, group.First - 3); i--)
        {
            switch (group.Sentence.Tokens[i].Text)
            {
                case "over" or "above" or "least" or "exceeding" or "exceed" or ">" or "≥": return Bound.AtLeast;
                case "under" or "below" or "most" or "to" or "<" or "≤": return Bound.AtMost;
                case "than": return group.Sentence.At(i - 1).Text is "less" or "fewer" or "lower" ? Bound.AtMost : Bound.AtLeast;
            }
        }

        return Bound.About;
    }

    /// <summary>Numbers that are a limit to be met, or a change in something, are no amounts of the epoch.</summary>
    private static bool IsCriterionOrChange(NumberGroup group)
    {
        for (var i = Math.Max(0, group.First - 4); i < Math.Min(group.Sentence.Tokens.Count, group.Last + 4); i++)
        {
            if (group.Sentence.Tokens[i].Text
                is "needed" or "needs" or "required" or "requires" or "criterion" or "criteria" or "threshold" or "limit" or "minimum"
                or "power" or "amplitude" or "rose" or "fell" or "increase" or "decrease" or "probability" or "confidence" or "likely")
                return true;
        }

        return false;
    }
}
