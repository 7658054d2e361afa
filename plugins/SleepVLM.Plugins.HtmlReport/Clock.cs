using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>How times are shown.</summary>
internal static class Clock
{
    /// <summary>For example <c>6 h 51 min</c>.</summary>
    public static string Length(TimeSpan time) =>
        time.TotalHours >= 1 ? FormattableString.Invariant($"{Math.Floor(time.TotalHours):0} h {time.Minutes} min")
        : time.TotalMinutes >= 1 ? FormattableString.Invariant($"{time.Minutes} min {time.Seconds} s")
        : FormattableString.Invariant($"{time.TotalSeconds:0.#} s");

    /// <summary>Clock time where the recording tells its start, else hours and minutes since then.</summary>
    public static string At(RecordingSummary recording, double seconds, bool withSeconds)
    {
        if (recording.StartTime is { } start) return start.AddSeconds(seconds).ToString(withSeconds ? "HH:mm:ss" : "HH:mm", CultureInfo.InvariantCulture);
        var time = TimeSpan.FromSeconds(seconds);
        var minutes = FormattableString.Invariant($"{Math.Floor(time.TotalHours):0}:{time.Minutes:00}");
        return withSeconds ? FormattableString.Invariant($"{minutes}:{time.Seconds:00}") : minutes;
    }
}
