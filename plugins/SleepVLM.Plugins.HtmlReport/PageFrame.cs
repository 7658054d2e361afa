using SleepVLM.Contracts;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>What stands before and after the content.</summary>
internal static class PageFrame
{
    public static void WriteStart(HtmlWriter html, Study study)
    {
        var recording = study.Recording;
        html.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src {Asset.Style.PolicyHash}; script-src {Asset.Script.PolicyHash}">
            <title>Sleep staging: {recording.Name}</title>
            <style>
            """);
        html.Raw(Asset.Style.Text);
        html.Write($"""
            </style>
            </head>
            <body>
            <header>
            <p class="kind">Explained sleep staging</p>
            <h1>{recording.Name}</h1>
            <p class="facts"><span>{recording.Format}</span><span>{StartOf(recording)}</span><span>{Clock.Length(recording.Duration)}</span><span>{study.Epochs.Count} epochs of 30 s</span><span>decided by {DecidersOf(study)}</span></p>

            """);
        WritePart(html, study);
        html.Raw("""
            <p class="caution">Made by software for review by a qualified person; no diagnosis.</p>
            </header>
            <main>

            """);
    }

    /// <summary>Where epochs were chosen, sleep efficiency and the like are no figures of the night; say so before they are read.</summary>
    private static void WritePart(HtmlWriter html, Study study)
    {
        var whole = (int)(study.Recording.Duration / EpochIndex.Duration);
        if (study.Epochs.Count < whole)
            html.Write($"<p class=\"part\">Part of the recording only: {study.Epochs.Count} of its {whole} epochs. All figures below speak of these alone.</p>\n");
    }

    public static void WriteEnd(HtmlWriter html)
    {
        html.Raw("</main>\n<script>");
        html.Raw(Asset.Script.Text);
        html.Raw("</script>\n</body>\n</html>\n");
    }

    private static string StartOf(RecordingSummary recording) =>
        recording.StartTime is { } start ? FormattableString.Invariant($"starts {start:yyyy-MM-dd HH:mm:ss}") : "start time not told";

    private static string DecidersOf(Study study)
    {
        var names = study.Epochs.Select(e => e.Outcome.Provenance.Model).Distinct().Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "nobody" : string.Join(", ", names);
    }
}
