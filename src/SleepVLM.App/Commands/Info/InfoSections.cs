using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.App.Commands.Info;

/// <summary>A titled table.</summary>
/// <param name="Title">Over the table.</param>
/// <param name="Columns">Heads; empty for a table of names and values.</param>
/// <param name="Rows">Cells of each row.</param>
internal sealed record InfoSection(string Title, string[] Columns, IReadOnlyList<string[]> Rows);

/// <summary>Lays a report out for people.</summary>
internal static class InfoSections
{
    private const int GapsShown = 20;

    public static IReadOnlyList<InfoSection> Of(RecordingReport report)
    {
        var sections = new List<InfoSection> { Recording(report), Signals(report) };
        if (report.Gaps.Count > 0) sections.Add(Gaps(report));
        if (report.Montage is { } montage)
        {
            sections.Add(new InfoSection("Montage that would be staged", ["role", "derivation", "label", "Hz", "unit", "found", "note"],
                [.. montage.Channels.Select(Channel)]));
            var notes = montage.Notes.Where(note => montage.Channels.All(channel => note != $"{channel.Role}: {channel.Note}"));
            sections.Add(new InfoSection("Notes", [], [.. notes.Select(note => new[] { note })]));
        }
        else
        {
            sections.Add(new InfoSection("Montage that would be staged", [], [[report.MontageProblem ?? ""]]));
        }

        sections.Add(new InfoSection("Warnings", [], [.. report.Warnings.Select(warning => new[] { warning.ToString() })]));
        return [.. sections.Where(section => section.Rows.Count > 0)];
    }

    private static InfoSection Recording(RecordingReport report)
    {
        var rows = new List<string[]>
        {
            new[] { "file", report.File },
            new[] { "format", report.Format },
            new[] { "start", report.StartTime?.ToString("yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture) ?? "not told" },
            new[] { "duration", $"{Clock(report.DurationSeconds)} ({Number(report.DurationSeconds)} s, {Math.Floor(report.DurationSeconds / 30)} whole epochs)" },
            new[] { "records", $"{report.Records} of {Number(report.RecordDurationSeconds)} s" },
            new[] { "annotations", report.Annotations.Count.ToString(CultureInfo.InvariantCulture) },
        };
        if (report.Annotations.StageMinutes.Count > 0)
            rows.Add(["stages", string.Join(", ", report.Annotations.StageMinutes.Select(stage => $"{stage.Key} {Number(stage.Value)} min"))]);
        return new InfoSection("Recording", [], rows);
    }

    private static InfoSection Signals(RecordingReport report) => new("Signals", ["label", "unit", "Hz", "minimum", "maximum", ""],
    [
        .. report.Signals.Select(signal => new[]
        {
            signal.Label, signal.Unit, Number(signal.SampleRateHz), Number(signal.PhysicalMinimum), Number(signal.PhysicalMaximum), signal.Unusable ?? "",
        }),
    ]);

    private static InfoSection Gaps(RecordingReport report)
    {
        List<string[]> rows = [.. report.Gaps.Take(GapsShown).Select(gap => new[] { Number(gap.OnsetSeconds), Number(gap.DurationSeconds) })];
        if (report.Gaps.Count > GapsShown) rows.Add([$"and {report.Gaps.Count - GapsShown} more", ""]);
        return new InfoSection($"Gaps: {report.Gaps.Count}, {Number(report.Gaps.Sum(gap => gap.DurationSeconds))} s in all", ["from s", "length s"], rows);
    }

    private static string[] Channel(MontageChannel channel) =>
    [
        channel.Role.ToString(), channel.Derivation.ToString(), string.Join(" minus ", channel.Labels), Number(channel.SourceRateHz),
        channel.SourceUnit.Length == 0 ? "none" : channel.SourceUnit, channel.Origin.ToString().ToLowerInvariant(), channel.Note,
    ];

    private static string Clock(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3600):0}:{Math.Floor(seconds / 60 % 60):00}:{Math.Floor(seconds % 60):00}");

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
