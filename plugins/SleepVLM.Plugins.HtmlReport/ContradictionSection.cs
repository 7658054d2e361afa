using SleepVLM.Contracts;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>Every contradicted epoch with what contradicts it, for print and for a quick look.</summary>
internal static class ContradictionSection
{
    public static void Write(HtmlWriter html, Study study)
    {
        var epochs = study.Epochs.Where(e => e.Report.Verdict == EpochVerdict.Contradicted).ToList();
        if (epochs.Count == 0) return;
        html.Write($"""
            <section aria-labelledby="contradictions-title">
            <h2 id="contradictions-title">Contradicted rationales</h2>
            <details><summary>{epochs.Count} epochs</summary>
            <div class="table-frame"><table>
            <thead><tr><th scope="col">epoch</th><th scope="col">at</th><th scope="col">stage</th><th scope="col">what the signal says</th></tr></thead>
            <tbody>

            """);
        foreach (var epoch in epochs)
        {
            var index = epoch.Outcome.Index;
            var stage = (epoch.Outcome as StageDecision)?.Stage.ToString() ?? "?";
            html.Write($"<tr><td><a href=\"#epoch={index.Number}\">{index.Number}</a></td><td>{Clock.At(study.Recording, index.OnsetSeconds, true)}</td><td><span class=\"stage {stage}\">{stage}</span></td><td>");
            foreach (var finding in epoch.Report.Findings.Where(f => f is { Verdict: RuleVerdict.Contradicted, Strength: not CheckStrength.Advisory }))
                html.Write($"<p>{finding.Explanation} <small>{finding.Check}{(finding.Rule is { } rule ? $", {rule}" : "")}</small></p>");
            html.Raw("</td></tr>\n");
        }
        html.Raw("</tbody></table></div></details>\n</section>\n");
    }
}
