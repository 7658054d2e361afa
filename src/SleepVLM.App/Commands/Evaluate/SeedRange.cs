using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>Seeds of simulated nights on the command line: <c>9100-9119</c>, <c>7</c> or <c>1-3,9</c>.</summary>
internal static class SeedRange
{
    private const int MostSeeds = 10_000;

    /// <summary>Each seed once, in rising order.</summary>
    /// <exception cref="SleepVlmException">Not of that form, or too many.</exception>
    public static IReadOnlyList<int> Parse(string text)
    {
        var seeds = new SortedSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', 2, StringSplitOptions.TrimEntries);
            if (!int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last))
                throw new SleepVlmException($"--simulate {text}: '{part}' is no seed; write for example 9100-9119, 7 or 1-3,9");
            if (last < first) throw new SleepVlmException($"--simulate {text}: the range {part} runs backwards; write {last}-{first}");
            if (last - (long)first >= MostSeeds) throw new SleepVlmException(string.Create(CultureInfo.InvariantCulture, $"--simulate {text}: at most {MostSeeds} nights at once"));
            for (var seed = (long)first; seed <= last; seed++) seeds.Add((int)seed);
        }

        return [.. seeds];
    }
}
