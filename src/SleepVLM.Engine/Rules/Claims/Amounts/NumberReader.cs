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
        var (at, joint) = (first, NumberJoint.None);
        var unit = new FoundUnit(NumberUnit.None, 1, first, false);
        while (NumberAt(sentence, at) is { } value)
        {
            var own = NumberUnits.Behind(sentence, at);
            if (numbers.Count > 0 && !Continues(sentence, first, at, joint, own, unit, numbers[^1].HasUnit)) break;
            numbers.Add(new GroupedNumber(value, joint, at, own.Last, own.Unit != NumberUnit.None));
            if (own.Unit != NumberUnit.None) unit = own with { IsOrdinal = own.IsOrdinal || unit.IsOrdinal };
            (at, joint) = JointBehind(sentence, own.Last);
            if (joint == NumberJoint.None) break;
        }

        if (unit.Unit != NumberUnit.None)
            return new NumberGroup([.. numbers.Select(number => number with { Value = number.Value * unit.Factor })], unit.Unit, unit.IsOrdinal);
        if (IsNamedSecond(sentence, first)) return new NumberGroup(numbers, NumberUnit.Seconds, false);
        if (!sentence.At(first).IsNumber) return null;
        return numbers.Count == 1 && LastOfEpoch(sentence, first + 1) is { } last
            ? new NumberGroup([numbers[0] with { Last = last }], NumberUnit.Seconds, false) { IsOfEpoch = true }
            : new NumberGroup(numbers, NumberUnit.None, false);
    }

    /// <summary>Whether the next number belongs to the group.</summary>
    private static bool Continues(Sentence sentence, int first, int at, NumberJoint joint, FoundUnit own, FoundUnit unit, bool lastHasUnit)
    {
        if (joint == NumberJoint.List)
        {
            var startsWithWord = unit.Unit == NumberUnit.None && !sentence.At(first).IsNumber;
            if (startsWithWord || sentence.At(own.Last + 1).Text is "long" or "duration") return false;
        }

        if (own.Unit != NumberUnit.None) return unit.Unit == NumberUnit.None || (own.Unit == unit.Unit && own.Factor == unit.Factor);
        if (!lastHasUnit) return true;
        var endOfRange = sentence.At(at + 1).IsMark("-") ? NumberUnits.Behind(sentence, at + 2).Unit : NumberUnit.None;
        return endOfRange == NumberUnit.None ? EndsList(sentence, at + 1) : endOfRange == unit.Unit;
    }

    /// <summary>Written as in <c>second 12</c>.</summary>
    private static bool IsNamedSecond(Sentence sentence, int number) =>
        sentence.At(number - 1).Text is "second" or "seconds" or "sec" && sentence.At(number - 2).Text != "per";

    /// <summary>Last token of <c>of the 30 s</c>; null where it does not stand here.</summary>
    private static int? LastOfEpoch(Sentence sentence, int at)
    {
        if (sentence.At(at).Text != "of") return null;
        if (sentence.At(at + 1).Text == "the") at++;
        return NumberAt(sentence, at + 1) is null ? null : NumberUnits.At(sentence, at + 2) is { Unit: NumberUnit.Seconds, Last: var last } ? last : null;
    }

    private static double? NumberAt(Sentence sentence, int at) =>
        sentence.At(at).IsNumber ? sentence.At(at).Number
        : sentence.At(at).Kind == TokenKind.Word && Words.TryGetValue(sentence.At(at).Text, out var value) ? value : null;

    private static bool EndsList(Sentence sentence, int at) => at >= sentence.Tokens.Count || sentence.At(at).Kind == TokenKind.Mark
        || sentence.At(at).Text is "and" or "or" or "in" or "over" or "on";

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
