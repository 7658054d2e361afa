using System.Text;
using SleepVLM.Contracts;

namespace SleepVLM.Plugins.Csv;

/// <summary>One row per epoch after a header row (RFC 4180), UTF-8, CR LF. A field without a value is empty.</summary>
public sealed class CsvFormat : IOutputFormat
{
    private const string Header =
        "epoch,onset_s,duration_s,stage,reason,p_W,p_N1,p_N2,p_N3,p_R,applicable_rules,verdict,contradictions,truncated,reasoning_text,image_sha256,review_score,review_reasons,second_opinions";

    private static readonly SleepStage[] Stages = Enum.GetValues<SleepStage>();

    /// <inheritdoc/>
    public string Id => "csv";

    /// <inheritdoc/>
    public string FileSuffix => ".staging.csv";

    /// <inheritdoc/>
    public string MediaType => "text/csv";

    /// <inheritdoc/>
    public async Task WriteAsync(Study study, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(Header);
        foreach (var epoch in study.Epochs)
            await writer.WriteLineAsync(string.Join(',', Fields(epoch)).AsMemory(), cancellationToken);
    }

    /// <summary>Remarks of checks without a validated detector are left to the other formats.</summary>
    private static bool Against(RuleFinding finding) => finding is { Verdict: RuleVerdict.Contradicted, Strength: not CheckStrength.Advisory };

    private static IEnumerable<string> Fields(StudyEpoch epoch)
    {
        var decision = epoch.Outcome as StageDecision;
        return
        [
            CsvField.Number(epoch.Outcome.Index.Number, "0"),
            CsvField.Number(epoch.Outcome.Index.OnsetSeconds, "0.0##"),
            CsvField.Number(EpochIndex.Duration.TotalSeconds, "0.0##"),
            decision?.Stage.ToString() ?? "",
            epoch.Outcome is Unscored unscored ? Words.Of(unscored.Reason) : "",
            .. Stages.Select(stage => CsvField.Number(decision?.Hypnodensity?[stage], "0.######")),
            CsvField.Text(string.Join(' ', decision?.Rationale.ApplicableRules ?? [])),
            Words.Of(epoch.Report.Verdict),
            CsvField.Text(string.Join(" | ", epoch.Report.Findings.Where(Against).Select(f => $"{f.Check}: {f.Explanation}"))),
            decision?.Rationale.Truncated == true ? "true" : "false",
            CsvField.Text(decision?.Rationale.Text ?? ""),
            epoch.Outcome.ImageSha256,
            CsvField.Number(epoch.Review?.Score, "0.####"),
            CsvField.Text(string.Join(" | ", epoch.Review?.Reasons.Select(reason => reason.Explanation) ?? [])),
            CsvField.Text(string.Join(' ', epoch.Review?.Opinions.Select(opinion => $"{opinion.Decider}:{opinion.Stage}") ?? [])),
        ];
    }
}
