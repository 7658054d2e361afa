using SleepVLM.Contracts;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>What to look at first: the epochs most worth it with their reasons, and the rules of the hypnogram that the night breaks.</summary>
internal static class QueueSection
{
    private const int Shown = 20;

    public static void Write(HtmlWriter html, Study study)
    {
        var queue = study.ReviewQueue.ToList();
        if (queue.Count == 0 && study.NightFindings.Count == 0) return;
        html.Write($"""
            <section aria-labelledby="queue-title">
            <h2 id="queue-title">What to look at first</h2>
            <p>{queue.Count} of {study.Epochs.Count} epochs ask for a look{(queue.Count > Shown ? FormattableString.Invariant($"; the first {Shown} of them") : "")}. The score orders them: 0 is nothing, 1 is certain.</p>

            """);
        WriteQueue(html, study, queue);
        WriteFindings(html, study);
        html.Raw("</section>\n");
    }

    private static void WriteQueue(HtmlWriter html, Study study, List<StudyEpoch> queue)
    {
        if (queue.Count == 0) return;
        html.Raw("<div class=\"table-frame\"><table>\n<thead><tr><th scope=\"col\">epoch</th><th scope=\"col\">at</th><th scope=\"col\">stage</th><th scope=\"col\">score</th><th scope=\"col\">why</th></tr></thead>\n<tbody>\n");
        foreach (var epoch in queue.Take(Shown))
        {
            var index = epoch.Outcome.Index;
            var stage = (epoch.Outcome as StageDecision)?.Stage.ToString() ?? "?";
            html.Write($"<tr><td><a href=\"#epoch={index.Number}\">{index.Number}</a></td><td>{Clock.At(study.Recording, index.OnsetSeconds, true)}</td><td><span class=\"stage {stage}\">{stage}</span></td><td>{epoch.Review!.Score:0.00}</td><td>");
            foreach (var reason in epoch.Review.Reasons) html.Write($"<p>{reason.Explanation} <small>{Words.Of(reason.Concern).Replace('_', ' ')}</small></p>");
            html.Raw("</td></tr>\n");
        }
        html.Raw("</tbody></table></div>\n");
    }

    private static void WriteFindings(HtmlWriter html, Study study)
    {
        if (study.NightFindings.Count == 0) return;
        html.Write($"<details><summary>Rules of the hypnogram that the night breaks: {study.NightFindings.Count}</summary>\n<ul>\n");
        foreach (var found in study.NightFindings)
        {
            var last = found.Last == found.First ? "" : FormattableString.Invariant($" to {found.Last.Number}");
            html.Write($"<li><a href=\"#epoch={found.First.Number}\">Epoch {found.First.Number}</a>{last}: {found.Explanation} <small>{found.Check}{(found.Rule is { } rule ? $", {rule}" : "")}, {Words.Of(found.Strength)}</small></li>\n");
        }
        html.Raw("</ul></details>\n");
    }
}
