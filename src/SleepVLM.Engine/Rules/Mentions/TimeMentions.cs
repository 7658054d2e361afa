namespace SleepVLM.Engine.Rules.Mentions;

/// <summary>Finds the times stated in a text: <c>at 12.5 s</c>, <c>at 5/10/15 s</c>, <c>between 3 and 5 s</c>, <c>0-10 s</c>, <c>from 4 s to 6 s</c>,
/// <c>for about 8 s</c>.</summary>
internal static class TimeMentions
{
    public static IReadOnlyList<TimeMention> In(IEnumerable<Sentence> sentences) => [.. sentences.SelectMany(NumberGroup.In).SelectMany(Read)];

    private static IEnumerable<TimeMention> Read(NumberGroup group)
    {
        var (word, around) = WordBefore(group);
        var named = word is "second" or "seconds" && group.Unit.Length == 0;
        if (group.Unit != "s" && !named) return [];
        var joined = Join(group.Numbers, word == "between");
        var durations = IsDuration(group, word, around, joined);
        return joined.Select(pair => new TimeMention(
            durations ? TimeKind.Duration : pair.IsRange ? TimeKind.Interval : TimeKind.Instant, pair.From, pair.To, group));
    }

    /// <summary>The word before a group, qualifiers passed over, and whether one of them was <c>around</c>.</summary>
    private static (string Word, bool Around) WordBefore(NumberGroup group)
    {
        var at = group.First - 1;
        var around = false;
        while (group.Sentence.At(at).Text is "about" or "approximately" or "roughly" or "around" or "circa" or "ca" or "nearly" or "almost" or "the"
            or "only" or "just" or "~" or "≈")
        {
            around |= group.Sentence.At(at).Is("around");
            at--;
        }

        return (group.Sentence.At(at).Text, around);
    }

    /// <summary>Pairs the ends of ranges; <c>between 3 and 5 s</c> is one.</summary>
    private static List<(double From, double To, bool IsRange)> Join(IReadOnlyList<GroupedNumber> numbers, bool between)
    {
        var joined = new List<(double From, double To, bool IsRange)>();
        for (var i = 0; i < numbers.Count; i++)
        {
            var isRange = i + 1 < numbers.Count && (numbers[i + 1].Joint == Joint.Range || (between && i == 0));
            joined.Add((numbers[i].Value, isRange ? numbers[i + 1].Value : numbers[i].Value, isRange));
            if (isRange) i++;
        }

        return joined;
    }

    private static bool IsDuration(NumberGroup group, string before, bool around, List<(double From, double To, bool IsRange)> joined)
    {
        if (group.Sentence.At(group.First + 1).Text is "st" or "nd" or "rd" or "th") return false;
        var after = group.Sentence.At(group.Last + 1).Text;
        if (after is "of" or "long" or "epoch" or "epochs" or "window" or "duration") return true;
        switch (before)
        {
            case "at" or "near" or "by" or "@" or "after" or "before" or "until" or "till" or "from" or "between" or "since" or "=" or "onset"
                or "second" or "seconds" or "(" or "[":
                return false;
            case "for" or "lasting" or "lasts" or "lasted" or "last" or "of" or "over" or "duration" or "than" or "within" or "least" or "most"
                or "first" or "under" or "below" or "above" or ">" or "<":
                return true;
            default:
                return !around && joined is [{ IsRange: false }];
        }
    }
}
