using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.App;

/// <summary>Epochs named on the command line by the numbers that scorers use: from 1, both ends included.</summary>
public static class EpochRange
{
    /// <summary>Far above any recording; keeps a slip of the keyboard from claiming memory.</summary>
    private const int HighestNumber = 100_000;

    /// <summary>Reads numbers and ranges separated by commas, for example <c>100-120</c>, <c>5</c> or <c>1-10,20</c>.</summary>
    /// <returns>Each epoch once, in the order of the recording; at least one.</returns>
    /// <exception cref="SleepVlmException">Not of that form, a range that runs backwards, or a number outside 1 to 100,000.</exception>
    public static IReadOnlyList<EpochIndex> Parse(string text)
    {
        var numbers = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var first = Number(dash < 0 ? part : part[..dash], text);
            var last = dash < 0 ? first : Number(part[(dash + 1)..], text);
            if (last < first) throw new SleepVlmException($"--epochs {text}: the range {part.Trim()} runs backwards; write {last}-{first}");
            for (var number = first; number <= last; number++) numbers.Add(number);
        }

        return [.. numbers.Select(EpochIndex.FromNumber)];
    }

    /// <summary>The epochs asked for, held against a recording.</summary>
    /// <param name="asked">What <see cref="Parse"/> gave, or null for every epoch.</param>
    /// <param name="epochCount">Epochs of the recording.</param>
    /// <exception cref="SleepVlmException">An epoch lies beyond the end of the recording.</exception>
    public static IReadOnlyList<EpochIndex> Select(IReadOnlyList<EpochIndex>? asked, int epochCount)
    {
        if (asked is null) return [.. Enumerable.Range(0, epochCount).Select(epoch => new EpochIndex(epoch))];
        var last = asked.Max();
        return last.Value < epochCount
            ? asked
            : throw new SleepVlmException(string.Create(CultureInfo.InvariantCulture, $"--epochs: there is no {last}; the recording has {epochCount} epochs"));
    }

    private static int Number(string part, string text)
    {
        if (!int.TryParse(part.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new SleepVlmException($"--epochs {text}: '{part.Trim()}' is not an epoch number; write for example 100-120, 5 or 1-10,20");
        if (number is < 1 or > HighestNumber)
            throw new SleepVlmException(string.Create(CultureInfo.InvariantCulture, $"--epochs {text}: epoch {number} does not exist; numbers run from 1 to {HighestNumber}"));
        return number;
    }
}
