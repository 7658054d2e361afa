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

    private static readonly HashSet<string> Edges = ["first", "last", "final", "initial", "opening"];

    private static readonly HashSet<string> Places =
    [
        "at", "near", "by", "@", "after", "before", "until", "till", "from", "between", "since", "around", "=", "onset", "second", "seconds", "on", "during", "in",
        "past", "t", "starting", "within",
    ];

    /// <summary>Lengths of events are durations, those of a state shares of the epoch.</summary>
    /// <param name="attribute">The seconds.</param>
    /// <param name="numbers">Their numbers.</param>
    /// <param name="anchor">What they are said of.</param>
    /// <param name="hasTimes">Whether moments were told before.</param>
    public static SecondsKind KindOf(Attribute attribute, NumberGroup numbers, Anchor anchor, bool hasTimes)
    {
        if (numbers.IsOrdinal) return SecondsKind.Times;
        if (numbers.IsOfEpoch) return SecondsKind.Share;
        var length = anchor.IsEvent ? SecondsKind.Duration : SecondsKind.Share;
        var (before, after, second) = (WordBefore(attribute), Word(attribute, attribute.At + 1), Word(attribute, attribute.At + 2));
        if (IsElse(attribute, before, after)) return SecondsKind.Nothing;
        if (after is "long" or "duration" || (after is "in" && second is "duration" or "length")) return SecondsKind.Duration;
        if (after is "of" && !Edges.Contains(before)) return second is "the" or "this" or "epoch" ? SecondsKind.Share : length;
        if (Edges.Contains(before) || Places.Contains(before)) return SecondsKind.Times;
        return before switch
        {
            "lasting" or "duration" or "long" or "dur" => SecondsKind.Duration,
            "lasts" or "lasted" or "for" or "over" or "of" or "total" or "than" or "least" or "most" => length,
            _ => WithoutWord(attribute, numbers, anchor, hasTimes, length),
        };
    }

    /// <summary><c>every 2 s</c>, <c>30 s epoch</c>, <c>within 1 s of</c>, <c>2 s after the arousal</c>.</summary>
    private static bool IsElse(Attribute attribute, string before, string after) => before is "every" or "each"
        || after is "epoch" or "window" or "segment" or "period" or "after" or "before" or "following" or "later" or "earlier"
        || (before is "within" && after is "of") || IsPeriodOfWave(attribute);

    /// <summary>No word tells: the number itself, and what it is said of, have to.</summary>
    private static SecondsKind WithoutWord(Attribute attribute, NumberGroup numbers, Anchor anchor, bool hasTimes, SecondsKind length)
    {
        var isShort = numbers.Numbers[^1].Value <= LongestShortEvent;
        var isBehind = attribute.At > anchor.At;
        var isAside = isBehind && WordBefore(attribute) is "(" or ",";
        if (anchor.IsEvent && isAside && numbers.IsOneAmount && (hasTimes || (numbers.Numbers.Count > 1 && isShort))) return SecondsKind.Duration;
        if (numbers.Numbers.Count > 1) return anchor.IsEvent && numbers.IsOneAmount && isShort && !isBehind ? SecondsKind.Duration : SecondsKind.Times;
        if (!anchor.IsEvent || IsAmountOf(attribute)) return length;
        var isWhole = numbers.Numbers[0].Value == Math.Floor(numbers.Numbers[0].Value);
        return isShort && !(isBehind && isWhole) ? SecondsKind.Duration : SecondsKind.Times;
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
            var isPassedOver = attribute.Clause[i].Meaning is BoundTerm or ArticleTerm or WordTerm { Text: "." };
            if (isPassedOver && attribute.Clause[i].Word is not ("every" or "each")) continue;
            if (attribute.Clause[i].Word is "second" or "seconds" && i > 0 && attribute.Clause[i - 1].Meaning is PrepositionTerm) continue;
            return attribute.Clause[i].Word is "time" or "times" ? "at" : attribute.Clause[i].Word;
        }

        return "";
    }

    private static string Word(Attribute attribute, int at) => at >= 0 && at < attribute.Clause.Count ? attribute.Clause[at].Word : "";
}
