using System.Globalization;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Chooses among phrasings by a seed and joins words. SplitMix64: the same seed gives the same text on every machine.</summary>
internal sealed class Prose(ulong seed)
{
    private ulong _state = seed;

    public string Pick(params ReadOnlySpan<string> phrasings) => phrasings[(int)(Next() % (ulong)phrasings.Length)];

    public bool Chance(double probability) => (Next() >> 11) * (1.0 / (1UL << 53)) < probability;

    /// <summary>For example <c>8 s, 14 s and 21 s</c>.</summary>
    public static string Seconds(IReadOnlyList<int> seconds) => Join([.. seconds.Select(Seconds)]);

    public static string Seconds(int seconds) => seconds.ToString(CultureInfo.InvariantCulture) + " s";

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

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
