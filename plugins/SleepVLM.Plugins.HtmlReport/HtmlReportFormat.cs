using SleepVLM.Contracts;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>One HTML file that needs nothing else: no server, no network, no other file.</summary>
/// <remarks>
/// Pictures and texts of the epochs stand at the end as data and come into the page one epoch at a time, so that a whole night stays
/// quick to open. A content security policy names the hash of the one script: nothing a model wrote can run.
/// </remarks>
public sealed class HtmlReportFormat : IOutputFormat
{
    /// <inheritdoc/>
    public string Id => "html";

    /// <inheritdoc/>
    public string FileSuffix => ".report.html";

    /// <inheritdoc/>
    public string MediaType => "text/html";

    /// <inheritdoc/>
    public async Task WriteAsync(Study study, Stream output, CancellationToken cancellationToken)
    {
        var html = new HtmlWriter(output);
        PageFrame.WriteStart(html, study);
        SummarySection.Write(html, study);
        NightChart.Write(html, study);
        QueueSection.Write(html, study);
        SummarySection.WriteStages(html, study);
        ReviewSection.Write(html, study);
        ContradictionSection.Write(html, study);
        RecordSection.Write(html, study);
        await html.FlushAsync(cancellationToken);

        EpochData.WriteIndex(html, study);
        foreach (var epoch in study.Epochs)
        {
            EpochData.Write(html, study, epoch);
            await html.FlushAsync(cancellationToken);
        }
        PageFrame.WriteEnd(html);
        await html.FlushAsync(cancellationToken);
    }
}
