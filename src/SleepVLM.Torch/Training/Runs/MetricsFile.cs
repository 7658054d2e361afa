using System.Globalization;

namespace SleepVLM.Torch.Training;

/// <summary>A table of figures that grows row by row; its first column counts and tells which rows a resumed run writes again.</summary>
/// <param name="path">The CSV file.</param>
/// <param name="columns">Names of the columns.</param>
public sealed class MetricsFile(string path, params IReadOnlyList<string> columns)
{
    /// <summary>Writes the header, or drops the rows that a resumed run will write again.</summary>
    /// <param name="end">First count that is not kept.</param>
    public void Begin(long end)
    {
        var kept = File.Exists(path) ? File.ReadLines(path).Skip(1).Where(row => IsWhole(row) && CountOf(row) < end).ToArray() : [];
        File.WriteAllLines(path + ".part", [string.Join(',', columns), .. kept]);
        File.Move(path + ".part", path, overwrite: true);
    }

    /// <summary>Appends a row.</summary>
    public void Add(params ReadOnlySpan<object?> values)
    {
        var fields = new string[values.Length];
        for (var i = 0; i < fields.Length; i++) fields[i] = Text(values[i]);
        File.AppendAllText(path, string.Join(',', fields) + "\n");
    }

    /// <summary>All rows as they stand, by column; empty fields are NaN, words too.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows() => File.Exists(path)
        ? [.. File.ReadLines(path).Skip(1).Where(IsWhole).Select(row => columns.Zip(row.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))]
        : [];

    private bool IsWhole(string row) => row.Count(character => character == ',') == columns.Count - 1;

    private static long CountOf(string row) =>
        long.TryParse(row[..row.IndexOf(',', StringComparison.Ordinal)], NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) ? count : long.MaxValue;

    private static string Text(object? value) => value switch
    {
        null or double.NaN => "",
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
