using System.Globalization;
using System.Runtime.CompilerServices;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Chooses among phrasings by a seed and joins words; the same seed gives the same text on every machine.</summary>
/// <remarks>
/// Each place in the text has its own draw, named by the member that asks, so that another value in the evidence changes the words that tell it and no
/// others: texts of altered evidence can be compared with the original.
/// </remarks>
internal sealed class Prose(ulong seed)
{
    private static readonly string[] Numbers =
    [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ];

    /// <summary>One of several phrasings.</summary>
    public string Pick(ReadOnlySpan<string> phrasings, [CallerMemberName] string place = "") =>
        phrasings[(int)(Draw(place) % (ulong)phrasings.Length)];

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability, [CallerMemberName] string place = "") => (Draw(place + "?") >> 11) * (1.0 / (1UL << 53)) < probability;

    /// <summary>A number to put things in random order by.</summary>
    public ulong Order(string place) => Draw(place);

    /// <summary>For example <c>8 s, 14 s and 21 s</c>.</summary>
    public static string Seconds(IReadOnlyList<int> seconds) => Join([.. seconds.Select(Seconds)]);

    public static string Seconds(int seconds) => seconds.ToString(CultureInfo.InvariantCulture) + " s";

    /// <summary>For example <c>four</c>; a sentence may begin with it.</summary>
    public static string Number(int count) => count < Numbers.Length ? Numbers[count] : "more than twenty";

    public static string Decibels(int decibels) => decibels.ToString(CultureInfo.InvariantCulture) + " dB";

    public static string Percent(int percent) => percent.ToString(CultureInfo.InvariantCulture) + " %";

    /// <summary>For example <c>a, b and c</c>.</summary>
    public static string Join(IReadOnlyList<string> parts) => parts.Count switch
    {
        0 => "",
        1 => parts[0],
        _ => string.Join(", ", parts.Take(parts.Count - 1)) + " and " + parts[^1],
    };

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>FNV-1a over the place, mixed with the seed by SplitMix64.</summary>
    private ulong Draw(string place)
    {
        var z = 14695981039346656037;
        foreach (var letter in place) z = (z ^ letter) * 1099511628211;
        z ^= seed * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
