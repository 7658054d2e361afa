using System.Security.Cryptography;
using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;

namespace SleepVLM.Engine.Checking;

/// <summary>Reads anybody's rationales: JSON Lines or a table, told apart by content.</summary>
public static class RationaleReader
{
    private const long MaxBytes = 256L << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="firstEpoch">Number of the recording's first epoch in this file, 0 or 1; null to take it from the file: 0 where a column is called
    /// <c>N</c> or an epoch 0 appears, else 1.</param>
    /// <param name="cancellationToken">Stops between lines.</param>
    /// <param name="subject">Reads the lines of one subject, where the file has a column <c>Subject</c>; null reads all.</param>
    /// <exception cref="RationaleFormatException">Not such a file; says line and problem.</exception>
    public static RationaleFile Read(string path, int? firstEpoch, CancellationToken cancellationToken, string? subject = null)
    {
        var bytes = ReadBytes(path);
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\ufeff');
        if (text.Contains('\0')) throw new RationaleFormatException(path, null, "this is no text; name a JSON Lines or CSV file of rationales");
        var read = text.TrimStart() is ['{', ..] ? JsonLinesRationales.Read(path, text, cancellationToken) : TableRationales.Read(path, text, cancellationToken);
        if (read.Entries.Count == 0) throw new RationaleFormatException(path, null, "it holds no epoch; name a file of rationales");
        if (subject is not null && read.Entries.Any(entry => entry.Subject is not null)) read = read with { Entries = OfSubject(path, read.Entries, subject) };
        var first = firstEpoch ?? read.FirstEpoch ?? (read.Entries.Any(entry => entry.Epoch == 0) ? 0 : 1);
        List<string> notes = first == 0 ? ["epochs are counted from 0 in this file; shown here from 1"] : [];
        return new RationaleFile(path, Convert.ToHexStringLower(SHA256.HashData(bytes)), Understand(path, read.Entries, first, notes), notes)
        {
            CountsScoredEpochs = read.CountsScoredEpochs,
        };
    }

    private static List<RationaleEntry> OfSubject(string path, IReadOnlyList<RationaleEntry> entries, string subject)
    {
        List<RationaleEntry> own = [.. entries.Where(entry => subject.Equals(entry.Subject, StringComparison.OrdinalIgnoreCase))];
        return own.Count > 0 ? own : throw new RationaleFormatException(
            path, null, $"it holds no line of subject '{subject}'; its subjects are {string.Join(", ", entries.Select(entry => entry.Subject).Distinct().Take(4))}");
    }

    private static byte[] ReadBytes(string path)
    {
        if (Directory.Exists(path)) throw new RationaleFormatException(path, null, "this is a folder; name a JSON Lines or CSV file of rationales");
        if (!File.Exists(path)) throw new RationaleFormatException(path, null, "there is no such file; check the path");
        try
        {
            // A named pipe has no length, and opening one would wait for somebody to write to it.
            return new FileInfo(path).Length switch
            {
                0 => throw new RationaleFormatException(path, null, "it is empty; name a file of rationales"),
                > MaxBytes => throw new RationaleFormatException(path, null, "it is too large for the rationales of a night; name a JSON Lines or CSV file"),
                _ => File.ReadAllBytes(path),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RationaleFormatException(path, null, "it cannot be read; check its permissions", error);
        }
    }

    private static List<GivenRationale> Understand(string path, IReadOnlyList<RationaleEntry> entries, int first, List<string> notes)
    {
        var fourMeansRem = StageLabels.FourMeansRem(entries.Select(entry => entry.Stage ?? ""));
        if (fourMeansRem) notes.Add("stages are numbers without a 5, so 4 was read as REM");
        var byEpoch = new SortedDictionary<EpochIndex, GivenRationale>();
        foreach (var entry in entries)
        {
            if (entry.Epoch < first || entry.Epoch - first >= Hypnogram.MaxEpochs)
                throw new RationaleFormatException(path, entry.Line, FormattableString.Invariant($"epoch {entry.Epoch} does not exist; epochs are counted from {first} in this file"));
            if (!StageLabels.TryParse(entry.Stage ?? "", fourMeansRem, out var stage))
                throw new RationaleFormatException(path, entry.Line, $"{HypnogramFormatException.Quote(entry.Stage!)} is no sleep stage; stages are W, N1, N2, N3, R and ? for unscored");
            var given = new GivenRationale(
                entry.Line, new EpochIndex((int)(entry.Epoch - first)), stage, new Rationale(entry.Text, [.. entry.Rules.Select(id => new RuleId(id))], entry.Truncated),
                entry.Probabilities is { } values ? Hypnodensity.FromValues(values) : null);
            if (!byEpoch.TryAdd(given.Index, given))
                throw new RationaleFormatException(path, entry.Line, $"{given.Index} appears a second time; it is on line {byEpoch[given.Index].Line} already");
        }

        return [.. byEpoch.Values];
    }
}
