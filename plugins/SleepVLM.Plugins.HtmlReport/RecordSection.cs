using SleepVLM.Contracts;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>Where the signals came from and what decided: the montage with every choice, the reader's warnings, all hashes.</summary>
internal static class RecordSection
{
    public static void Write(HtmlWriter html, Study study)
    {
        html.Raw("<section aria-labelledby=\"record-title\">\n<h2 id=\"record-title\">Record</h2>\n");
        WriteMontage(html, study.Montage);
        WriteList(html, "Notes on the montage", study.Montage.Notes);
        WriteList(html, "What the reader had to tolerate", study.Recording.Warnings);
        WriteProvenance(html, study);
        html.Raw("</section>\n");
    }

    private static void WriteMontage(HtmlWriter html, Montage montage)
    {
        html.Raw("<div class=\"table-frame\"><table>\n<caption>Montage</caption>\n<thead><tr><th scope=\"col\">role</th><th scope=\"col\">derivation</th><th scope=\"col\">signal in the file</th><th scope=\"col\">rate</th><th scope=\"col\">unit</th><th scope=\"col\">found</th><th scope=\"col\">note</th></tr></thead>\n<tbody>\n");
        foreach (var channel in montage.Channels)
            html.Write($"<tr><th scope=\"row\">{channel.Role}</th><td>{channel.Derivation}</td><td>{string.Join(" minus ", channel.Labels)}</td><td>{channel.SourceRateHz:0.###} Hz</td><td>{(channel.SourceUnit.Length > 0 ? channel.SourceUnit : "none")}</td><td>{Found(channel.Origin)}</td><td>{channel.Note}</td></tr>\n");
        html.Raw("</tbody></table></div>\n");
    }

    private static void WriteList(HtmlWriter html, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return;
        html.Write($"<h3>{title}</h3>\n<ul>\n");
        foreach (var line in lines) html.Write($"<li>{line}</li>\n");
        html.Raw("</ul>\n");
    }

    private static void WriteProvenance(HtmlWriter html, Study study)
    {
        html.Write($"<h3>Provenance</h3>\n<dl class=\"hashes\">\n<dt>recording</dt><dd>SHA-256 {study.Recording.Sha256}</dd>\n");
        void Write(string name, IEnumerable<string> values)
        {
            foreach (var value in values.Distinct()) html.Write($"<dt>{name}</dt><dd>{value}</dd>\n");
        }
        var provenances = study.Epochs.Select(e => e.Outcome.Provenance).ToList();
        Write("model", provenances.Select(p => $"{p.Model}, SHA-256 {p.ModelSha256}"));
        Write("engine", provenances.Select(p => p.Engine).OfType<string>());
        Write("prompt", provenances.Where(p => p.Prompt.Length > 0).Select(p => $"{p.Prompt}{Origin(p.PromptOrigin)}, SHA-256 {p.PromptSha256}"));
        Write("repetition penalty", provenances.Where(p => p.RepetitionPenalty is not null).Select(p => FormattableString.Invariant($"{p.RepetitionPenalty}")));
        Write("rule book", provenances.Select(p => $"SHA-256 {p.RuleBookSha256}"));
        Write("pictures", provenances.Select(p => p.RenderStyle));
        Write("seed", provenances.Select(p => FormattableString.Invariant($"{p.Seed}")));
        Write("program", provenances.Select(p => p.Program));
        html.Raw("</dl>\n");
    }

    private static string Origin(PromptOrigin? origin) => origin switch
    {
        PromptOrigin.ModelFolder => " from the model's folder",
        PromptOrigin.User => " named by the user",
        _ => "",
    };

    private static string Found(ChannelOrigin origin) => origin switch
    {
        ChannelOrigin.Recorded => "as recorded",
        ChannelOrigin.Rereferenced => "re-referenced",
        ChannelOrigin.Contralateral => "other hemisphere",
        ChannelOrigin.Bipolar => "bipolar stand-in",
        ChannelOrigin.Mapped => "named by the user",
        _ => origin.ToString(),
    };
}
