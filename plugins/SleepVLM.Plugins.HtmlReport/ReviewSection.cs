using SleepVLM.Contracts;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>The frame that the script fills with one epoch at a time, and the list to choose from.</summary>
internal static class ReviewSection
{
    public static void Write(HtmlWriter html, Study study)
    {
        html.Raw("""
            <section id="review" aria-labelledby="review-title" hidden>
            <h2 id="review-title">Epochs</h2>
            <div class="tools">
            <div class="filters" role="group" aria-label="Epochs to list">

            """);
        WriteFilter(html, "queue", "Review queue", study.ReviewQueue.Count());
        WriteFilter(html, "all", "All", study.Epochs.Count);
        WriteFilter(html, "contradicted", "Contradicted", study.Epochs.Count(e => e.Report.Verdict == EpochVerdict.Contradicted));
        WriteFilter(html, "doubtful", "Doubtful", study.Epochs.Count(e => e.Report.Verdict == EpochVerdict.Doubtful));
        WriteFilter(html, "truncated", "Truncated", study.Epochs.Count(EpochData.IsTruncated));
        WriteFilter(html, "uncertain", FormattableString.Invariant($"Low confidence (below {100 * EpochData.LowConfidence:0} %)"), study.Epochs.Count(EpochData.IsUncertain));
        WriteFilter(html, "unscored", "Not staged", study.Epochs.Count(e => e.Outcome is Unscored));
        html.Raw("""
            </div>
            <div class="steps">
            <button type="button" id="previous" title="Previous in the list (left arrow)">&#8592;<span class="hidden"> previous</span></button>
            <label>epoch <input id="number" type="number" inputmode="numeric"></label>
            <button type="button" id="next" title="Next in the list (right arrow)">&#8594;<span class="hidden"> next</span></button>
            </div>
            </div>
            <div class="columns">
            <nav id="list" aria-label="Listed epochs"></nav>
            <article id="epoch" aria-labelledby="epoch-title">
            <header><h3 id="epoch-title"></h3><p id="epoch-badges"></p></header>

            """);
        html.Write($"<figure><div id=\"frame\" data-traces=\"{string.Join(", ", study.Montage.Channels.Select(c => c.Derivation))}\"><ol id=\"channels\" aria-hidden=\"true\">");
        foreach (var channel in study.Montage.Channels) html.Write($"<li>{channel.Role}<small>{channel.Derivation}</small></li>");
        html.Raw("""
            </ol><div id="plot"><img id="picture" alt=""><div id="marks" aria-hidden="true"></div></div></div>
            <p class="switch"><label><input type="checkbox" id="show-marks" checked> mark what the detectors found</label> <span id="legend"></span></p><figcaption id="picture-caption"></figcaption></figure>
            <div class="explained">
            <div><h4>Rationale</h4><p id="rules"></p><p id="rationale"></p><p id="said" aria-live="polite"></p><p id="cut" hidden>Cut by the length limit: this rationale is not complete.</p></div>
            <div><h4>Probabilities</h4><dl id="probabilities"></dl></div>
            </div>
            <div id="review-box"><h4>Why look at it</h4><ol id="reasons"></ol></div>
            <h4>Rule check</h4>
            <ol id="findings"></ol>
            <p id="quality"></p>
            <p id="notes"></p>
            <details id="raw"><summary>Provenance of this epoch</summary><dl id="provenance"></dl></details>
            </article>
            </div>
            <p class="hidden" id="announcer" aria-live="polite"></p>
            </section>
            <noscript><p class="caution">The epochs with their pictures are shown by a script inside this file; allow it to run to see them.</p></noscript>

            """);
    }

    private static void WriteFilter(HtmlWriter html, string id, string name, int count) => html.Write($"""
        <button type="button" data-filter="{id}" aria-pressed="false"{(count == 0 ? " disabled" : "")}>{name} <span class="count">{count}</span></button>

        """);
}
