using System.Globalization;
using SleepVLM.Engine.Evaluation;

namespace SleepVLM.Engine.Checking;

/// <summary>A table with a header line: <c>epoch,stage,text,rules</c>, our own CSV, or the columns <c>N, Stage, applicable_rules, reasoning_text</c>.</summary>
internal static class TableRationales
{
    public static RationaleEntries Read(string path, string text, CancellationToken cancellationToken)
    {
        var rows = CsvText.Rows(text, CsvText.SeparatorOf(text));
        if (rows.FirstOrDefault().Fields is not { } header) throw new RationaleFormatException(path, null, "it is empty; name a file of rationales");
        var names = header.Select(name => name.Trim().TrimStart('\ufeff').ToLowerInvariant()).ToList();
        int Column(string[] known) => known.Select(name => names.IndexOf(name)).FirstOrDefault(at => at >= 0, -1);
        var (epoch, stage, prose, rules) = (Column(FieldNames.Epoch), Column(FieldNames.Stage), Column(FieldNames.Text), Column(FieldNames.Rules));
        if (epoch < 0 || stage < 0 || (prose < 0 && rules < 0))
            throw new RationaleFormatException(path, 1, $"the header names {string.Join(", ", names.Take(8).Select(HypnogramFormatException.Quote))}; it needs epoch, stage, and text or rules");

        var subject = names.IndexOf(FieldNames.Subject);
        var entries = new List<RationaleEntry>();
        foreach (var (line, fields) in rows.Skip(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (fields.Count < names.Count) throw new RationaleFormatException(path, line, $"the header names {names.Count} columns but this line has {fields.Count}");
            entries.Add(new RationaleEntry(
                line, Number(path, line, fields[epoch]), fields[stage], prose < 0 ? "" : fields[prose], rules < 0 ? [] : RuleList.Parse(fields[rules]),
                names.IndexOf(FieldNames.Truncated) is var cut and >= 0 && fields[cut].Trim().Equals("true", StringComparison.OrdinalIgnoreCase), null)
            {
                Subject = subject < 0 ? null : fields[subject].Trim(),
            });
        }

        var fromZero = names[epoch] == FieldNames.EpochFromZero;
        return new RationaleEntries(entries, fromZero ? 0 : null, fromZero && names.Contains(FieldNames.CustomId));
    }

    private static long Number(string path, int line, string field) =>
        double.TryParse(field.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value == Math.Floor(value) && Math.Abs(value) < 1e9
            ? (long)value
            : throw new RationaleFormatException(path, line, $"{HypnogramFormatException.Quote(field)} is no epoch number");
}
