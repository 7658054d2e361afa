using System.Globalization;

namespace SleepVLM.Engine.Evaluation;

/// <summary>A table with a header line: <c>epoch,stage</c>, <c>onset,duration,stage</c> and the like, separated by commas, semicolons or tabs.</summary>
internal static class TableHypnogram
{
    private static readonly string[] StageNames = ["stage", "sleep_stage", "sleep stage", "label", "description", "trial_type"];
    private static readonly string[] EpochNames = ["epoch", "epoch_number", "epoch number"];
    private static readonly string[] OnsetNames = ["onset", "onset_s", "start"];
    private static readonly string[] DurationNames = ["duration", "duration_s"];

    /// <summary>The hypnogram, or null when the text has no header line with a stage column.</summary>
    public static Hypnogram? TryRead(string path, string text)
    {
        var rows = CsvText.Rows(text, CsvText.SeparatorOf(text));
        if (rows.FirstOrDefault().Fields is not { } header) return null;
        var names = header.Select(name => name.Trim().ToLowerInvariant()).ToList();
        int Column(string[] known) => names.FindIndex(name => known.Contains(name));
        var columns = new Columns(Column(StageNames), Column(EpochNames), Column(OnsetNames), Column(DurationNames));
        if (columns.Stage < 0) return null;

        var body = rows.Skip(1).Take(Hypnogram.MaxEpochs + 1).ToList();
        if (body.Count > Hypnogram.MaxEpochs) throw new HypnogramFormatException(path, null, $"more than {Hypnogram.MaxEpochs} lines are too many for a hypnogram");
        foreach (var (line, fields) in body)
            if (fields.Count < names.Count) throw new HypnogramFormatException(path, line, $"the header names {names.Count} columns but this line has {fields.Count}");
        var fourMeansRem = StageLabels.FourMeansRem(body.Select(row => row.Fields[columns.Stage]));
        return columns is { Epoch: < 0, Onset: >= 0 } ? ByTime(path, body, columns, fourMeansRem) : ByNumber(path, body, columns, fourMeansRem);
    }

    private static Hypnogram ByNumber(string path, List<(int Line, IReadOnlyList<string> Fields)> rows, Columns columns, bool fourMeansRem)
    {
        var epochs = new EpochList(path, fourMeansRem);
        var first = columns.Epoch >= 0 && rows.Count > 0 && Number(path, rows[0], columns.Epoch, "epoch") == 0 ? 0 : 1;
        for (var i = 0; i < rows.Count; i++)
        {
            var number = columns.Epoch < 0 ? i + first : Number(path, rows[i], columns.Epoch, "epoch");
            if (number != Math.Floor(number)) throw new HypnogramFormatException(path, rows[i].Line, $"{HypnogramFormatException.Quote(rows[i].Fields[columns.Epoch])} is no epoch number");
            epochs.Add(rows[i].Line, (long)number - first, epochs.Stage(rows[i].Line, rows[i].Fields[columns.Stage]));
        }
        return epochs.ToHypnogram(first == 0 ? ["epochs are counted from 0 in this file; shown here from 1"] : []);
    }

    private static Hypnogram ByTime(string path, List<(int Line, IReadOnlyList<string> Fields)> rows, Columns columns, bool fourMeansRem)
    {
        var epochs = new EpochList(path, fourMeansRem);
        var laid = RunGrid.Lay(path, null, [.. rows.Select(row => new ScoredRun(
            Number(path, row, columns.Onset, "onset"),
            columns.Duration >= 0 ? Number(path, row, columns.Duration, "duration") : null,
            epochs.Stage(row.Line, row.Fields[columns.Stage])))]);
        return laid with { Notes = [.. epochs.Notes, .. laid.Notes] };
    }

    private static double Number(string path, (int Line, IReadOnlyList<string> Fields) row, int column, string what) =>
        double.TryParse(row.Fields[column].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && Math.Abs(value) < 1e12
            ? value
            : throw new HypnogramFormatException(path, row.Line, $"{HypnogramFormatException.Quote(row.Fields[column])} is no number for {what}");

    private readonly record struct Columns(int Stage, int Epoch, int Onset, int Duration);
}
