using SleepVLM.Engine.Rules.Claims.Tokens;

namespace SleepVLM.Engine.Rules.Claims.Amounts;

/// <summary>Reads groups of numbers with their unit.</summary>
internal static class NumberReader
{
    private static readonly Dictionary<string, double> Words = new()
    {
        ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10,
        ["eleven"] = 11, ["twelve"] = 12, ["fifteen"] = 15, ["twenty"] = 20, ["thirty"] = 30, ["fifty"] = 50, ["seventy"] = 70, ["eighty"] = 80,
        ["forty"] = 40, ["sixty"] = 60, ["ninety"] = 90,
    };

    /// <summary>The group that starts at a token; null where none does. A number whose unit differs from the one before it starts a group of its own.</summary>
    public static NumberGroup? Read(Sentence sentence, int first)
    {
        if (NumberAt(sentence, first) is null) return null;
        var numbers = new List<GroupedNumber>();
        var (at, unit, joint, ordinal, lastHadUnit) = (first, NumberUnit.None, NumberJoint.None, false, false);
        while (NumberAt(sentence, at) is { } value)
        {
            var (own, factor, end, isOrdinal) = UnitBehind(sentence, at);
            if (own != NumberUnit.None && unit != NumberUnit.None && own != unit) break;
            if (own == NumberUnit.None && lastHadUnit && !EndsList(sentence, at + 1)) break;
            if (joint == NumberJoint.Range && own == NumberUnit.None && sentence.At(at + 1).Text is "/" && numbers.Count > 0 && unit == NumberUnit.None) break;
            numbers.Add(new GroupedNumber(value * factor, joint, at, end));
            (ordinal, lastHadUnit) = (ordinal || isOrdinal, own != NumberUnit.None);
            if (own != NumberUnit.None) unit = own;
            (at, joint) = JointBehind(sentence, end);
            if (joint == NumberJoint.None) break;
        }

        if (unit == NumberUnit.None && sentence.At(first - 1).Text is "second" or "seconds" or "sec" && sentence.At(first - 2).Text != "per") unit = NumberUnit.Seconds;
        if (unit == NumberUnit.None && !sentence.At(first).IsNumber) return null;
        if (unit == NumberUnit.None && numbers.Count == 1 && LastOfEpoch(sentence, first + 1) is { } epoch)
            return new NumberGroup([numbers[0] with { Last = epoch }], NumberUnit.Seconds, false) { IsOfEpoch = true };
        return new NumberGroup(numbers, unit, ordinal);
    }

    /// <summary>Last token of <c>of the 30 s</c>; null where it does not stand here.</summary>
    private static int? LastOfEpoch(Sentence sentence, int at)
    {
        if (sentence.At(at).Text != "of") return null;
        if (sentence.At(at + 1).Text == "the") at++;
        return NumberAt(sentence, at + 1) is null ? null : UnitOf(sentence, at + 2) is { Unit: NumberUnit.Seconds, Last: var last } ? last : null;
    }

    private static double? NumberAt(Sentence sentence, int at) =>
        sentence.At(at).IsNumber ? sentence.At(at).Number
        : sentence.At(at).Kind == TokenKind.Word && Words.TryGetValue(sentence.At(at).Text, out var value) ? value : null;

    private static bool EndsList(Sentence sentence, int at) => at >= sentence.Tokens.Count || sentence.At(at).Kind == TokenKind.Mark
        || sentence.At(at).Text is "and" or "or" or "in" or "over" or "on";

    /// <summary>The unit behind a number and the last token it takes; <c>0.8-s</c> and <c>12th second</c> included.</summary>
    private static (NumberUnit Unit, double Factor, int Last, bool IsOrdinal) UnitBehind(Sentence sentence, int number)
    {
        var at = number + 1;
        if (sentence.At(at).IsMark("+") && sentence.At(at + 1).Kind != TokenKind.Number) at++;
        if (sentence.At(at).IsMark("-") && !sentence.At(at + 1).IsNumber && UnitOf(sentence, at + 1).Unit != NumberUnit.None) at++;
        var isOrdinal = sentence.At(at).Text is "st" or "nd" or "rd" or "th" && sentence.At(at + 1).IsSeconds;
        if (isOrdinal) at++;
        var (unit, factor, last) = UnitOf(sentence, at);
        return unit == NumberUnit.None ? (unit, 1, number, false) : (unit, factor, last, isOrdinal);
    }

    private static (NumberUnit Unit, double Factor, int Last) UnitOf(Sentence sentence, int at)
    {
        var token = sentence.At(at);
        if (token.IsSeconds) return (NumberUnit.Seconds, 1, at);
        if (token.Text == "per" && sentence.At(at + 1).Text == "cent") return (NumberUnit.Percent, 1, at + 1);
        if (token.Text is "per" or "/" && (sentence.At(at + 1).Text is "second" or "sec" || (sentence.At(at + 1).Text == "s" && token.Text == "/"))) return (NumberUnit.Hertz, 1, at + 1);
        if (token.Text is "cycles" or "c" && sentence.At(at + 1).Text is "per" or "/" && sentence.At(at + 2).Text is "second" or "sec" or "s") return (NumberUnit.Hertz, 1, at + 2);
        return token.Text switch
        {
            "uv" or "microvolt" or "microvolts" or "muv" or "mcv" or "uvolt" or "uvolts" => (NumberUnit.Microvolts, 1, at),
            "mv" or "millivolt" or "millivolts" => (NumberUnit.Microvolts, 1000, at),
            "ms" or "msec" or "millisecond" or "milliseconds" => (NumberUnit.Seconds, 0.001, at),
            "hz" or "hertz" or "cps" => (NumberUnit.Hertz, 1, at),
            "%" or "percent" or "pct" => (NumberUnit.Percent, 1, at),
            "db" or "decibel" or "decibels" => (NumberUnit.Decibels, 1, at),
            "epoch" or "epochs" or "min" or "mins" or "minutes" or "minute" or "hours" or "h" or "nights" or "years" => (NumberUnit.Other, 1, at),
            _ => (NumberUnit.None, 1, at - 1),
        };
    }

    /// <summary>The next number of the group and how it is joined; <c>8 s and another at 14 s</c> is a list.</summary>
    private static (int Next, NumberJoint Joint) JointBehind(Sentence sentence, int last)
    {
        var at = last + 1;
        var joint = sentence.At(at).Text switch
        {
            "," or "/" or "and" or "or" or "&" => NumberJoint.List,
            "-" or "to" or "through" or "until" or "till" => NumberJoint.Range,
            _ => NumberJoint.None,
        };
        if (joint == NumberJoint.None) return (at, joint);
        at++;
        for (var skipped = 0; skipped < 4 && IsPassedOver(sentence, at); skipped++) at++;
        return NumberAt(sentence, at) is null ? (at, NumberJoint.None) : (at, joint);
    }

    private static bool IsPassedOver(Sentence sentence, int at)
    {
        if (sentence.At(at).Text == "one") return sentence.At(at + 1).Text is "at" or "around" or "near";
        if (sentence.At(at).Text is "a") return sentence.At(at + 1).Text is "second" or "third" && sentence.At(at + 2).Text is "at" or "one";
        if (sentence.At(at).Text is "second" or "sec" or "seconds" && NumberAt(sentence, at + 1) is not null) return true;
        if (sentence.At(at).Text is "second" or "third") return sentence.At(at - 1).Text == "a" && sentence.At(at + 1).Text is "at" or "one";
        return sentence.At(at).Text is "at" or "about" or "approximately" or "roughly" or "~" or "≈" or "and" or "or" or "again" or "also" or "near" or "around"
            or "another" or "then" or "finally" or "ca";
    }
}
