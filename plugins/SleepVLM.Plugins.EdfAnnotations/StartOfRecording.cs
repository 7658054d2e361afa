using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Plugins.EdfAnnotations;

/// <summary>When the recording started, as an EDF+ header and its first record tell it.</summary>
/// <param name="Date"><c>dd.MM.yy</c>; <c>yy</c> itself as the year outside 1985 to 2084 (clause 2.1.3.2).</param>
/// <param name="Time"><c>HH.mm.ss</c>.</param>
/// <param name="StartDate"><c>dd-MMM-yyyy</c> in English, or X where not known (clause 2.1.3.4).</param>
/// <param name="FractionSeconds">What whole seconds leave out; the first onset carries it.</param>
internal sealed record StartOfRecording(string Date, string Time, string StartDate, double FractionSeconds)
{
    private static readonly StartOfRecording Unknown = new("01.01.85", "00.00.00", "X", 0);

    public static StartOfRecording Of(RecordingSummary recording)
    {
        if (recording.StartTime is not { } start) return Unknown;
        string Spell(string format) => start.ToString(format, CultureInfo.InvariantCulture);
        var year = start.Year is >= 1985 and <= 2084 ? Spell("yy") : "yy";
        var fraction = TimeSpan.FromTicks(start.Ticks % TimeSpan.TicksPerSecond).TotalSeconds;
        return new StartOfRecording($"{Spell("dd.MM.")}{year}", Spell("HH.mm.ss"), Spell("dd-MMM-yyyy").ToUpperInvariant(), fraction);
    }
}
