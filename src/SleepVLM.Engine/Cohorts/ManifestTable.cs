using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Montages;

namespace SleepVLM.Engine.Cohorts;

/// <summary>The manifest as a table: <c>recording,hypnogram,subject,split,rationales,map</c>, of which only <c>recording</c> must be there.</summary>
internal sealed class ManifestTable(string path, List<CohortProblem> problems)
{
    private const long MaxBytes = 16L << 20;
    private const string Recording = "recording", Hypnogram = "hypnogram", Subject = "subject", Split = "split", Rationales = "rationales", Map = "map";
    private static readonly string[] Known = [Recording, Hypnogram, Subject, Split, Rationales, Map];
    private static readonly string[] Splits = Enum.GetNames<CohortSplit>();

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

    /// <summary>The lines that can be understood; what is wrong with the others is among the problems.</summary>
    public IReadOnlyList<ManifestRow> Read()
    {
        if (ReadText() is not { } text) return [];
        var rows = CsvText.Rows(text, CsvText.SeparatorOf(text)).ToList();
        List<string> header = rows.Count == 0 ? [] : [.. rows[0].Fields.Select(name => name.Trim().ToLowerInvariant())];
        if (!header.Contains(Recording))
        {
            Problem(rows.Count == 0 ? null : rows[0].Line, $"the first line must name the columns, and '{Recording}' among them; known are {string.Join(", ", Known)}");
            return [];
        }

        foreach (var unknown in header.Where(name => !Known.Contains(name)))
            Problem(rows[0].Line, $"column {HypnogramFormatException.Quote(unknown)} is not known; known are {string.Join(", ", Known)}");
        if (rows.Count == 1) Problem(null, "it names no recording; add a line for each");
        var read = new List<ManifestRow>();
        foreach (var (line, fields) in rows.Skip(1))
        {
            if (fields.Count > header.Count) Problem(line, $"it has {fields.Count} fields where the header names {header.Count}; put a field that holds a separator in quotes");
            else if (Row(line, name => header.IndexOf(name) is var at && at >= 0 && at < fields.Count ? fields[at].Trim() : "") is { } row) read.Add(row);
        }

        return read;
    }

    private ManifestRow? Row(int line, Func<string, string> field)
    {
        if (field(Recording).Length == 0)
        {
            Problem(line, "it names no recording; fill the column or take the line out");
            return null;
        }

        CohortSplit? split = null;
        if (field(Split) is { Length: > 0 } word)
        {
            var known = Array.FindIndex(Splits, name => name.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (known >= 0) split = (CohortSplit)known;
            else Problem(line, $"{HypnogramFormatException.Quote(word)} is no split; write train, validation or test, or nothing to have it drawn");
        }

        var recording = PathOf(field(Recording))!;
        var subject = field(Subject) is { Length: > 0 } named ? named : Path.GetFileNameWithoutExtension(recording);
        return new ManifestRow(line, recording, PathOf(field(Hypnogram)), subject, split, PathOf(field(Rationales)), Channels(line, field(Map)));
    }

    private MontageOptions Channels(int line, string map)
    {
        try
        {
            return new MontageOptions(ChannelMapping.ParseAll(map.Split(['|', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        }
        catch (SleepVlmException error)
        {
            Problem(line, error.Message);
            return new MontageOptions();
        }
    }

    private string? ReadText()
    {
        var problem = Directory.Exists(path) ? "this is a folder; name a CSV file"
            : !File.Exists(path) ? "there is no such file; check the path"
            : new FileInfo(path).Length > MaxBytes ? "it is too large for a manifest; name a CSV file with a line for each recording" : null;
        try
        {
            if (problem is null && File.ReadAllText(path) is var text && !text.Contains('\0')) return text.TrimStart('\ufeff');
            Problem(null, problem ?? "this is no text; name a CSV file with a line for each recording");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Problem(null, "it cannot be read; check its permissions");
        }

        return null;
    }

    private string? PathOf(string field) => field.Length == 0 ? null : Path.GetFullPath(field, _folder);

    private void Problem(int? line, string sentence) => problems.Add(new CohortProblem(path, line, sentence));
}
