using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Clauses;
using SleepVLM.Engine.Rules.Claims.Lexicon;
using SleepVLM.Engine.Rules.Claims.Tokens;
using Attribute = SleepVLM.Engine.Rules.Claims.Clauses.Attribute;

namespace SleepVLM.Engine.Rules.Claims.Amounts;

/// <summary>What seconds in a text are.</summary>
internal enum SecondsKind { Times, Duration, Share, Nothing }

/// <summary>Tells moments and intervals from lengths.</summary>
internal static class SecondsReader
{
    private const double EpochSeconds = 30;

    /// <summary>A single number up to this, without a word that makes it a moment, is the length of an event.</summary>
    private const double LongestShortEvent = 2;

    public static SecondsKind KindOf(Attribute attribute, NumberGroup numbers, Anchor anchor, bool hasTimes)
    {
        if (numbers.IsOrdinal) return SecondsKind.Times;
        if (numbers.IsOfEpoch) return SecondsKind.Share;
        var (before, after) = (WordBefore(attribute), Word(attribute, attribute.At + 1));
        if (before is "every" or "each" || after is "epoch" or "window" or "segment" or "period") return SecondsKind.Nothing;
        if (before is "within" && after is "of" || after is "after" or "before" or "following" or "later" or "earlier" || IsPeriodOfWave(attribute)) return SecondsKind.Nothing;
        if (before is "first" or "last" or "final" or "initial" or "opening" && after is "of") return SecondsKind.Times;
        if (after is "long" or "duration" or "in" && Word(attribute, attribute.At + 2) is "duration" or "length") return SecondsKind.Duration;
        if (after is "of") return anchor.IsEvent && Word(attribute, attribute.At + 2) is not ("the" or "this" or "epoch") ? SecondsKind.Duration : SecondsKind.Share;
        switch (before)
        {
            case "at" or "near" or "by" or "@" or "after" or "before" or "until" or "till" or "from" or "between" or "since" or "around" or "=" or "onset"
                or "second" or "seconds" or "first" or "last" or "final" or "initial" or "on" or "during" or "in" or "past" or "t" or "starting" or "opening" or "within" or "the first" or "the last":
                return SecondsKind.Times;
            case "lasting" or "duration" or "long" or "dur": return SecondsKind.Duration;
            case "lasts" or "last" or "lasted": return anchor.IsEvent ? SecondsKind.Duration : SecondsKind.Share;
            case "for" or "over" or "of" or "total" or "than" or "least" or "most": return anchor.IsEvent ? SecondsKind.Duration : SecondsKind.Share;
        }

        var isAside = before is "(" or "," && anchor.IsEvent && attribute.At > anchor.At;
        if (isAside && numbers.IsOneAmount && (hasTimes || (numbers.Numbers.Count > 1 && numbers.Numbers[1].Value <= LongestShortEvent))) return SecondsKind.Duration;
        if (numbers.Numbers.Count > 1) return numbers.IsOneAmount && numbers.Numbers[1].Value <= LongestShortEvent && anchor.IsEvent && attribute.At < anchor.At ? SecondsKind.Duration : SecondsKind.Times;
        if (IsAmountOf(attribute)) return anchor.IsEvent ? SecondsKind.Duration : SecondsKind.Share;
        if (!anchor.IsEvent) return SecondsKind.Share;
        return numbers.Numbers[0].Value <= LongestShortEvent && !(attribute.At > anchor.At && numbers.Numbers[0].Value == Math.Floor(numbers.Numbers[0].Value))
            ? SecondsKind.Duration : SecondsKind.Times;
    }

    /// <summary>Moments and intervals; <c>after 20 s</c> and <c>the first 10 s</c> are intervals to the end and from the start of the epoch.</summary>
    public static IEnumerable<ClaimedTime> Times(Attribute attribute, NumberGroup numbers, Sentence sentence)
    {
        var before = WordBefore(attribute);
        var list = numbers.Numbers;
        for (var i = 0; i < list.Count; i++)
        {
            var isRange = i + 1 < list.Count && (list[i + 1].Joint == NumberJoint.Range || (before == "between" && i == 0));
            var last = isRange ? list[i + 1] : list[i];
            var span = sentence.SpanOf(list[i].First, last.Last);
            var (from, to) = (list[i].Value, last.Value);
            if (isRange) i++;
            else if (list.Count == 1)
                (from, to) = before switch
                {
                    "first" or "initial" or "opening" or "the first" or "before" or "until" or "till" or "within" => (0, from),
                    "last" or "final" or "the last" => (EpochSeconds - from, EpochSeconds),
                    "after" or "past" or "since" => (from, EpochSeconds),
                    "from" => (from, EpochSeconds),
                    _ => (from, to),
                };
            yield return new ClaimedTime(Math.Min(from, to), Math.Max(from, to), span);
        }
    }

    /// <summary><c>a period longer than one second</c> is that of a wave.</summary>
    private static bool IsPeriodOfWave(Attribute attribute) => attribute.Clause.Take(Math.Max(0, attribute.At)).TakeLast(3).Any(item => item.Word is "period" or "cycle");

    private static bool IsAmountOf(Attribute attribute)
    {
        for (var i = attribute.At - 1; i >= Math.Max(0, attribute.At - 3); i--)
        {
            if (attribute.Clause[i].Meaning is VerbTerm { Kind: VerbKind.Fill or VerbKind.Reach or VerbKind.FallShort }) return true;
            if (attribute.Clause[i].Meaning is not (BoundTerm or WordTerm or ArticleTerm)) return attribute.Clause[i].Meaning is BoundTerm { Bound: not Bound.About };
            if (attribute.Clause[i].Meaning is BoundTerm { Bound: not Bound.About }) return true;
        }

        return false;
    }

    private static string WordBefore(Attribute attribute)
    {
        for (var i = attribute.At - 1; i >= 0; i--)
        {
            if (attribute.Clause[i].Meaning is BoundTerm or ArticleTerm or WordTerm { Text: "." } && attribute.Clause[i].Word != "within" && attribute.Clause[i].Word is not ("around" or "every" or "each")) continue;
            if (attribute.Clause[i].Word is "second" or "seconds" && i > 0 && attribute.Clause[i - 1].Meaning is PrepositionTerm) continue;
            return attribute.Clause[i].Word is "time" or "times" ? "at" : attribute.Clause[i].Word;
        }

        return "";
    }

    private static string Word(Attribute attribute, int at) => at >= 0 && at < attribute.Clause.Count ? attribute.Clause[at].Word : "";
}
