using SleepVLM.Contracts;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>The figures one looks for first, and all others folded away.</summary>
internal static class SummarySection
{
    private static readonly string[] Headline = ["TST", "SE", "SOL", "WASO", "R latency from sleep onset"];

    public static void Write(HtmlWriter html, Study study)
    {
        html.Raw("<section aria-labelledby=\"summary-title\">\n<h2 id=\"summary-title\">Summary</h2>\n<dl class=\"cards\">\n");
        foreach (var name in Headline)
            if (study.Statistics.FirstOrDefault(s => s.Name == name) is { } statistic) WriteStatistic(html, statistic);
        WriteCounts(html, study);
        html.Raw("</dl>\n");
        WriteAll(html, study);
        html.Raw("</section>\n");
    }

    private static void WriteStatistic(HtmlWriter html, SleepStatistic statistic)
    {
        if (statistic.Value is null) WriteCard(html, statistic.Name, "n/a", "", $"{statistic.Meaning}: not applicable", "");
        else WriteCard(html, statistic.Name, Value(statistic), statistic.Unit, statistic.Meaning, "");
    }

    private static void WriteCounts(HtmlWriter html, Study study)
    {
        var decided = study.Epochs.Count(e => e.Outcome is StageDecision);
        void Count(string name, int count, string meaning, string kind)
        {
            if (decided > 0) WriteCard(html, name, FormattableString.Invariant($"{count}"), FormattableString.Invariant($"of {decided}"), meaning, count > 0 ? kind : "");
        }
        Count("contradicted", study.Epochs.Count(e => e.Report.Verdict == EpochVerdict.Contradicted), "epochs whose rationale the signal, the rules or itself contradict", "contradicted");
        Count("doubtful", study.Epochs.Count(e => e.Report.Verdict == EpochVerdict.Doubtful), "epochs with soft evidence against the rationale", "warned");
        Count("truncated", study.Epochs.Count(EpochData.IsTruncated), "rationales cut by the length limit", "warned");
        var unscored = study.Epochs.Count(e => e.Outcome is Unscored);
        if (unscored > 0)
            WriteCard(html, "not staged", FormattableString.Invariant($"{unscored}"), FormattableString.Invariant($"of {study.Epochs.Count}"), "epochs without a stage", "warned");
    }

    private static void WriteCard(HtmlWriter html, string name, string value, string unit, string meaning, string kind) => html.Write($"""
        <div class="card {kind}" title="{meaning}"><dt>{name}</dt><dd>{value} <small>{unit}</small></dd></div>

        """);

    /// <summary>Epochs, minutes and contradictions of each stage.</summary>
    public static void WriteStages(HtmlWriter html, Study study)
    {
        html.Raw("<section aria-labelledby=\"stages-title\">\n<h2 id=\"stages-title\">Stages</h2>\n<div class=\"table-frame\"><table class=\"stages\">\n<thead><tr><th scope=\"col\">stage</th><th scope=\"col\">epochs</th><th scope=\"col\">minutes</th><th scope=\"col\">share of staged epochs</th><th scope=\"col\">contradicted</th></tr></thead>\n<tbody>\n");
        var decided = study.Epochs.Where(e => e.Outcome is StageDecision).ToLookup(e => ((StageDecision)e.Outcome).Stage);
        var total = Math.Max(1, decided.Sum(group => group.Count()));
        foreach (var stage in Enum.GetValues<SleepStage>())
        {
            var (count, contradicted) = (decided[stage].Count(), decided[stage].Count(e => e.Report.Verdict == EpochVerdict.Contradicted));
            var share = 100.0 * count / total;
            html.Write($"""
                <tr><th scope="row"><span class="stage {stage}">{stage}</span></th><td>{count}</td><td>{count * EpochIndex.Duration.TotalMinutes:0.0}</td><td><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="fill-{stage}" width="{share:0.##}" height="8"/></svg> {share:0.0} %</td><td>{contradicted}</td></tr>

                """);
        }
        html.Raw("</tbody></table></div>\n</section>\n");
    }

    private static void WriteAll(HtmlWriter html, Study study)
    {
        if (study.Statistics.Count == 0) return;
        html.Raw("<details><summary>All sleep statistics</summary>\n<div class=\"table-frame\"><table>\n<thead><tr><th scope=\"col\">figure</th><th scope=\"col\">value</th><th scope=\"col\">meaning</th></tr></thead>\n<tbody>\n");
        foreach (var statistic in study.Statistics)
            html.Write($"<tr><th scope=\"row\">{statistic.Name}</th><td>{Value(statistic)} {(statistic.Value is null ? "" : statistic.Unit)}</td><td>{statistic.Meaning}</td></tr>\n");
        html.Raw("</tbody></table></div></details>\n");
    }

    private static string Value(SleepStatistic statistic) =>
        statistic.Value is { } value ? FormattableString.Invariant($"{value:0.#}") : "not applicable";
}
