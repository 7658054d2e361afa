using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Checking;
using SleepVLM.Engine.Evaluation.Scorers;

namespace SleepVLM.Engine.Evaluation.Judging;

/// <summary>Reads stagings with all that can be judged of them, and references with the rules they tell.</summary>
/// <remarks>
/// A file that names rules (our JSON Lines and CSV, or the columns <c>N, Stage, applicable_rules</c> of the MASS-EX annotations) is read as rationales, any other
/// as a hypnogram. Findings, verdicts, hypnodensity and reasons for a missing stage are read from JSON Lines.
/// <c>FILE.json#NIGHT</c> is the consensus of the scorers of that night (<see cref="ScorerFile"/>).
/// </remarks>
public static class JudgedStagingReader
{
    private const int HeadBytes = 1 << 16;

    /// <summary>Reads a file.</summary>
    /// <exception cref="SleepVlmException">Not a staging or hypnogram; the message says where and why.</exception>
    public static JudgedStaging Read(string path, CancellationToken cancellationToken = default)
    {
        if (ScorerFile.TryRead(path) is { } panel) return JudgedStaging.Of(panel.Consensus());
        if (!TellsRules(path)) return JudgedStaging.Of(HypnogramReader.Read(path, cancellationToken));
        var given = RationaleReader.Read(path, null, cancellationToken);
        var lines = CheckedLines.Read(path);
        return new JudgedStaging(path, lines.Model, null, [.. given.Rationales.Select(rationale => Judged(rationale, lines.Of(rationale.Line)))], given.Notes) { ModelSha256 = lines.ModelSha256 };
    }

    private static JudgedEpoch Judged(GivenRationale given, CheckedLine line) => new(given.Index, given.Stage)
    {
        Hypnodensity = given.Hypnodensity, Rules = given.Rationale.ApplicableRules, IsTruncated = given.Rationale.Truncated,
        IsUnparsable = given.Stage is null && line.IsUnparsable, Verdict = given.Stage is null ? null : line.Verdict, Claims = line.Claims, Citations = line.Citations,
    };

    /// <summary>Whether the first object or the header line has a field of rules.</summary>
    private static bool TellsRules(string path)
    {
        // A folder, a missing file or a pipe: the reader of hypnograms says what is wrong with it.
        if (!File.Exists(path) || new FileInfo(path).Length == 0) return false;
        var head = Head(path);
        if (head.Contains('\0')) return false;
        if (head.TrimStart('\ufeff', ' ', '\r', '\n', '\t') is ['{', ..])
            return FieldNames.Rules.Any(name => head.Contains($"\"{name}\"", StringComparison.OrdinalIgnoreCase));
        return CsvText.Rows(head, CsvText.SeparatorOf(head)).FirstOrDefault().Fields is { } header
            && header.Any(name => FieldNames.Rules.Contains(name.Trim().TrimStart('\ufeff').ToLowerInvariant()));
    }

    private static string Head(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[HeadBytes];
            return Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, HeadBytes, throwOnEndOfStream: false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HypnogramFormatException(path, null, "it cannot be read; check its permissions", error);
        }
    }
}
