namespace SleepVLM.Engine.Rules.Mentions;

/// <summary>How a number in a list or range is joined to the one before it.</summary>
internal enum Joint { None, List, Range }

/// <summary>One number of a group.</summary>
/// <param name="Value">The number.</param>
/// <param name="Joint">What joins it to the number before.</param>
/// <param name="Unit">The unit written behind it, empty where it is written behind a later one.</param>
internal readonly record struct GroupedNumber(double Value, Joint Joint, string Unit);

/// <summary>Numbers that belong together, as <c>8 s, 14 s and 21 s</c>, <c>5/10/15 s</c> or <c>8-13 Hz</c>.</summary>
/// <param name="Sentence">Where they stand.</param>
/// <param name="First">Token of the first number.</param>
/// <param name="Last">Last token, unit included.</param>
/// <param name="Numbers">One or more.</param>
/// <param name="Unit">Unit of them all: <c>s</c>, <c>uV</c>, <c>mV</c>, <c>Hz</c>, <c>%</c>, or empty.</param>
internal sealed record NumberGroup(Sentence Sentence, int First, int Last, IReadOnlyList<GroupedNumber> Numbers, string Unit)
{
    /// <summary>As written.</summary>
    public string Quote => Sentence.Quote(First, Last);

    /// <summary>The groups of a sentence, in order. A number whose unit differs from the one before it starts a group of its own.</summary>
    public static IEnumerable<NumberGroup> In(Sentence sentence)
    {
        for (var i = 0; i < sentence.Tokens.Count; i++)
        {
            if (!sentence.Tokens[i].IsNumber) continue;
            var group = Read(sentence, i);
            yield return group;
            i = group.Last;
        }
    }

    private static NumberGroup Read(Sentence sentence, int first)
    {
        var numbers = new List<GroupedNumber>();
        var (at, last, unit, joint) = (first, first, "", Joint.None);
        while (true)
        {
            var (own, end) = UnitBehind(sentence, at);
            if (own.Length > 0 && unit.Length > 0 && own != unit) break;
            numbers.Add(new GroupedNumber(sentence.Tokens[at].Number, joint, own));
            last = end;
            if (own.Length > 0) unit = own;
            var (next, kind) = JointBehind(sentence, end);
            if (kind == Joint.None) break;
            (at, joint) = (next, kind);
        }

        return new NumberGroup(sentence, first, last, numbers, unit);
    }

    /// <summary>The unit behind a number and the last token it takes; <c>30-second</c> and <c>12th second</c> included.</summary>
    private static (string Unit, int Last) UnitBehind(Sentence sentence, int number)
    {
        var at = number + 1;
        if (sentence.At(at).Is("-") && sentence.At(at + 1).IsSeconds) at++;
        if (sentence.At(at).Text is "st" or "nd" or "rd" or "th" && sentence.At(at + 1).IsSeconds) at++;
        var token = sentence.At(at);
        if (token.Is("per") && sentence.At(at + 1).Is("cent")) return ("%", at + 1);
        var unit = token.IsSeconds ? "s" : token.Text switch
        {
            "uv" or "µv" or "μv" or "microvolt" or "microvolts" => "uV",
            "mv" or "millivolt" or "millivolts" => "mV",
            "hz" or "hertz" => "Hz",
            "%" or "percent" => "%",
            _ => "",
        };
        return unit.Length > 0 ? (unit, at) : ("", number);
    }

    /// <summary>The next number of the group and how it is joined.</summary>
    private static (int Next, Joint Joint) JointBehind(Sentence sentence, int last)
    {
        var at = last + 1;
        var joint = sentence.At(at).Text switch
        {
            "," or "/" or "and" or "or" or "&" => Joint.List,
            "-" or "to" or "through" or "until" => Joint.Range,
            _ => Joint.None,
        };
        if (joint == Joint.None) return (at, joint);
        at++;
        if (sentence.At(at).Text is "and" or "or") at++;
        while (sentence.At(at).Text is "at" or "about" or "approximately" or "~" or "≈") at++;
        return sentence.At(at).IsNumber ? (at, joint) : (at, Joint.None);
    }
}
