using System.Globalization;
using System.Runtime.CompilerServices;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Names events with their times, derivation and figures, for example <c>a 13 Hz sleep spindle of about 40 uV at 8 s in C4-M1, lasting 0.9 s</c>.</summary>
/// <remarks>With <see cref="EventDetail.Presence"/> without any of these: <c>a sleep spindle in C4-M1</c>. Frequencies in whole hertz, durations in tenths of a second, amplitudes in steps of 5 uV, as a reader of the trace would give them.</remarks>
internal sealed class EventPhrases(Prose prose, EventDetail detail = EventDetail.Figures)
{
    private const double TellsFrequency = 0.75, TellsAmplitude = 0.7, TellsDuration = 0.6;

    /// <summary>The events of one kind.</summary>
    /// <param name="seen">Where and when.</param>
    /// <param name="one">Singular with article, for example <c>a sleep spindle</c>.</param>
    /// <param name="many">Plural.</param>
    /// <param name="place">The place of the text that asks.</param>
    public string Name(SeenEvents seen, string one, string many, [CallerMemberName] string place = "")
    {
        if (detail == EventDetail.Presence) return $"{(seen.Several ? many : one)} in {seen.Where}";
        place += one;
        var (hertz, size, length) = Figures(seen.Largest, place);
        if (!seen.Several)
        {
            var (article, noun) = (one[..one.IndexOf(' ')], one[(one.IndexOf(' ') + 1)..]);
            if (hertz is not null) (article, noun) = (Article(hertz), $"{hertz} {noun}");
            return $"{article} {noun}{(size is null ? "" : $" of about {size}")} at {seen.Times} in {seen.Where}{(length is null ? "" : $", lasting {length}")}";
        }

        var plain = seen.Count > seen.Seconds.Count
            ? $"{Prose.Number(seen.Count)} {many} in {seen.Where}, among them those at {seen.Times}"
            : $"{many} at {seen.Times} in {seen.Where}";
        var figures = string.Join(" and ", new[] { hertz, size }.OfType<string>());
        return figures.Length == 0 ? plain : $"{plain}, the largest of about {figures}";
    }

    /// <summary>For example <c> at 8 s and 21 s</c>; nothing where times are not told.</summary>
    public string When(SeenEvents seen) => When(seen.Times);

    /// <inheritdoc cref="When(SeenEvents)"/>
    public string When(string times) => detail == EventDetail.Presence ? "" : $" at {times}";

    /// <summary>For example <c>, the largest of about 40 uV</c>; nothing where sizes are not told or there is none.</summary>
    public string Largest(SleepEvent largest) => detail == EventDetail.Figures && Size(largest) is { } size ? $", the largest of about {size}" : "";

    /// <summary>For example <c>40 uV</c>; null where the event has no amplitude.</summary>
    public static string? Size(SleepEvent largest) => largest.AmplitudeMicrovolts >= 2.5
        ? string.Create(CultureInfo.InvariantCulture, $"{5 * Math.Round(largest.AmplitudeMicrovolts / 5, MidpointRounding.AwayFromZero):0} uV")
        : null;

    /// <summary>For example <c>13 Hz</c>; null where the event has no frequency.</summary>
    public static string? Hertz(SleepEvent largest) => largest.FrequencyHz >= 0.5
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(largest.FrequencyHz, MidpointRounding.AwayFromZero):0} Hz")
        : null;

    private (string? Hertz, string? Size, string? Length) Figures(SleepEvent largest, string place) => (
        prose.Chance(TellsFrequency, place + " Hz") ? Hertz(largest) : null,
        prose.Chance(TellsAmplitude, place + " uV") ? Size(largest) : null,
        prose.Chance(TellsDuration, place + " s") && largest.DurationSeconds >= 0.1
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(largest.DurationSeconds, 1, MidpointRounding.AwayFromZero):0.0} s")
            : null);

    /// <summary>Eight, eleven and eighteen begin with a vowel.</summary>
    private static string Article(string number) => number.StartsWith('8') || number is "11 Hz" or "18 Hz" ? "an" : "a";
}
