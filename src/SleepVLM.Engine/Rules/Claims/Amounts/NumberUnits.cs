using SleepVLM.Engine.Rules.Claims.Tokens;

namespace SleepVLM.Engine.Rules.Claims.Amounts;

/// <summary>A unit found in a text.</summary>
/// <param name="Unit">Which.</param>
/// <param name="Factor">What a number in it is multiplied by.</param>
/// <param name="Last">Last token; the number's own where there is no unit.</param>
/// <param name="IsOrdinal">Written as in <c>12th second</c>.</param>
internal readonly record struct FoundUnit(NumberUnit Unit, double Factor, int Last, bool IsOrdinal);

/// <summary>Reads units.</summary>
internal static class NumberUnits
{
    /// <summary>The unit behind a number; <c>0.8-s</c> and <c>12th second</c> included.</summary>
    public static FoundUnit Behind(Sentence sentence, int number)
    {
        var at = number + 1;
        if (sentence.At(at).IsMark("+") && !sentence.At(at + 1).IsNumber) at++;
        if (sentence.At(at).IsMark("-") && !sentence.At(at + 1).IsNumber && At(sentence, at + 1) is not null) at++;
        var isOrdinal = sentence.At(at).Text is "st" or "nd" or "rd" or "th" && sentence.At(at + 1).IsSeconds;
        if (isOrdinal) at++;
        return At(sentence, at) is { } found ? found with { IsOrdinal = isOrdinal } : new FoundUnit(NumberUnit.None, 1, number, false);
    }

    /// <summary>The unit that starts at a token; null where none does.</summary>
    public static FoundUnit? At(Sentence sentence, int at)
    {
        var (word, next) = (sentence.At(at).Text, sentence.At(at + 1).Text);
        if (sentence.At(at).IsSeconds) return Found(NumberUnit.Seconds, 1, at);
        if (word == "per" && next == "cent") return Found(NumberUnit.Percent, 1, at + 1);
        if ((word == "per" && next is "second" or "sec") || (word == "/" && next is "second" or "sec" or "s")) return Found(NumberUnit.Hertz, 1, at + 1);
        if (word is "cycles" or "c" && next is "per" or "/" && sentence.At(at + 2).IsSeconds) return Found(NumberUnit.Hertz, 1, at + 2);
        return word switch
        {
            "uv" or "microvolt" or "microvolts" or "muv" or "mcv" or "uvolt" or "uvolts" => Found(NumberUnit.Microvolts, 1, at),
            "mv" or "millivolt" or "millivolts" => Found(NumberUnit.Microvolts, 1000, at),
            "ms" or "msec" or "millisecond" or "milliseconds" => Found(NumberUnit.Seconds, 0.001, at),
            "hz" or "hertz" or "cps" => Found(NumberUnit.Hertz, 1, at),
            "%" or "percent" or "pct" => Found(NumberUnit.Percent, 1, at),
            "db" or "decibel" or "decibels" => Found(NumberUnit.Decibels, 1, at),
            "epoch" or "epochs" or "min" or "mins" or "minutes" or "minute" or "hours" or "h" or "nights" or "years" => Found(NumberUnit.Other, 1, at),
            _ => null,
        };
    }

    private static FoundUnit Found(NumberUnit unit, double factor, int last) => new(unit, factor, last, false);
}
