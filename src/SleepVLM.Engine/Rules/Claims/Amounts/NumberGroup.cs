using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Amounts;

/// <summary>How a number in a list or range is joined to the one before it.</summary>
internal enum NumberJoint { None, List, Range }

/// <summary>One number of a group.</summary>
/// <param name="Value">The number, in the unit of the group.</param>
/// <param name="Joint">What joins it to the number before.</param>
/// <param name="First">Its token.</param>
/// <param name="Last">Its last token, unit included.</param>
/// <param name="HasUnit">A unit is written behind it; otherwise it has that of a later one.</param>
internal readonly record struct GroupedNumber(double Value, NumberJoint Joint, int First, int Last, bool HasUnit);

/// <summary>Unit of a number.</summary>
internal enum NumberUnit { None, Seconds, Hertz, Microvolts, Percent, Decibels, Other }

/// <summary>Numbers that belong together, as <c>8 s, 14 s and 21 s</c>, <c>5/10/15 s</c> or <c>8-13 Hz</c>.</summary>
/// <param name="Numbers">One or more.</param>
/// <param name="Unit">Unit of them all.</param>
/// <param name="IsOrdinal">Written as in <c>12th second</c>.</param>
internal sealed record NumberGroup(IReadOnlyList<GroupedNumber> Numbers, NumberUnit Unit, bool IsOrdinal) : Meaning
{
    /// <summary>Written as in <c>22 of the 30 s</c>.</summary>
    public bool IsOfEpoch { get; init; }

    /// <summary>First token.</summary>
    public int First => Numbers[0].First;

    /// <summary>Last token.</summary>
    public int Last => Numbers[^1].Last;

    /// <summary>Whether it is one number or one range, and so one amount.</summary>
    public bool IsOneAmount => Numbers.Count == 1 || (Numbers.Count == 2 && Numbers[1].Joint == NumberJoint.Range);
}
