using SleepVLM.Contracts;

namespace SleepVLM.Plugins.EdfAnnotations;

/// <summary>An EDF+C file of annotations alone (EDF+ specification, clause 2.2), as viewers import a scoring.</summary>
/// <remarks>
/// Holds the start of the recording, so that a viewer can lay it beside the signals, and nothing else of the original header.
/// </remarks>
public sealed class EdfAnnotationsFormat : IOutputFormat
{
    /// <inheritdoc/>
    public string Id => "edf";

    /// <inheritdoc/>
    public string FileSuffix => ".staging.edf";

    /// <inheritdoc/>
    public string MediaType => "application/edf";

    /// <inheritdoc/>
    public async Task WriteAsync(Study study, Stream output, CancellationToken cancellationToken)
    {
        var start = StartOfRecording.Of(study.Recording);
        var records = AnnotationRecords.Pack(start.FractionSeconds, study.Epochs.SelectMany(epoch => Annotations(study, epoch, start.FractionSeconds)));
        var recordBytes = records.Max(record => record.Length) + 1 & ~1;
        await output.WriteAsync(AnnotationHeader.Write(start, records.Count, recordBytes), cancellationToken);
        foreach (var record in records)
        {
            var padded = new byte[recordBytes];
            record.CopyTo(padded, 0);
            await output.WriteAsync(padded, cancellationToken);
        }
    }

    private static IEnumerable<byte[]> Annotations(Study study, StudyEpoch epoch, double startFractionSeconds)
    {
        var onset = startFractionSeconds + epoch.Outcome.Index.OnsetSeconds;
        var stage = (epoch.Outcome as StageDecision)?.Stage.ToString() ?? "?";
        yield return AnnotationList.Write(onset, EpochIndex.Duration.TotalSeconds, $"Sleep stage {stage}");
        if (epoch.Outcome is Unscored unscored) yield return AnnotationList.Write(onset, null, $"Not staged: {unscored.Explanation}");
        if (epoch.Outcome is StageDecision { Rationale.Truncated: true }) yield return AnnotationList.Write(onset, null, "Rationale cut by the length limit");
        foreach (var found in study.NightFindings.Where(found => found.First == epoch.Outcome.Index))
            yield return AnnotationList.Write(
                onset, (found.Last.Value - found.First.Value + 1) * EpochIndex.Duration.TotalSeconds, $"Night review: {found.Check}: {found.Explanation}");
        foreach (var finding in epoch.Report.Findings.Where(f => f is { Verdict: RuleVerdict.Contradicted, Strength: not CheckStrength.Advisory }))
            yield return AnnotationList.Write(
                onset, null, $"Rule check {(finding.Strength == CheckStrength.Strong ? "contradicted" : "doubtful")}: {finding.Check}: {finding.Explanation}");
    }
}
