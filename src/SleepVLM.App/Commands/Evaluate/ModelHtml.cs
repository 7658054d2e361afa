using System.Net;
using System.Text;
using SleepVLM.App.Commands.Info;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>Tables and plots of an evaluation as one file that works offline.</summary>
internal static class ModelHtml
{
    private const string Style =
        """
        body{font:15px/1.5 sans-serif;margin:2em auto;max-width:90em;padding:0 1em;color:#222}table{border-collapse:collapse;font-size:13px;margin:.5em 0 2em}
        th,td{border:1px solid #ccc;padding:.25em .6em;text-align:left}th{background:#f2f2f2}.scroll{overflow-x:auto}figure{display:inline-block;margin:.5em 1em .5em 0}
        """;

    /// <summary>Builds the page.</summary>
    /// <param name="report">What was judged on.</param>
    /// <param name="sections">Tables; empty ones are left out.</param>
    /// <param name="plots">SVG drawings, in order.</param>
    public static string Of(ModelsReport report, IEnumerable<InfoSection> sections, IEnumerable<string> plots)
    {
        var html = new StringBuilder(
            $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Evaluation</title><style>{Style}</style></head><body>\n<h1>Evaluation: {Text(report.Asked)}</h1>\n");
        html.Append($"<p>{Text(report.Program)}. Intervals are of 95 %, by bootstrap over subjects (seed {report.Seed}); n/a is a figure that is not defined. ")
            .Append("What each figure means: docs/evaluation.md.</p>\n");
        foreach (var section in sections.Where(section => section.Rows.Count > 0)) Table(html, section);
        foreach (var plot in plots) html.Append("<figure>").Append(plot).Append("</figure>\n");
        return html.Append("</body></html>\n").ToString();
    }

    private static void Table(StringBuilder html, InfoSection section)
    {
        html.Append($"<h2>{Text(section.Title)}</h2>\n<div class=\"scroll\"><table>\n<tr>{string.Concat(section.Columns.Select(column => $"<th>{Text(column)}</th>"))}</tr>\n");
        foreach (var row in section.Rows) html.Append($"<tr>{string.Concat(row.Select(cell => $"<td>{Text(cell)}</td>"))}</tr>\n");
        html.Append("</table></div>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
