namespace SleepVLM.App.Commands.Info;

/// <summary>Sections as aligned text, for files and pipes.</summary>
internal static class PlainReport
{
    public static void Write(IReadOnlyList<InfoSection> sections, TextWriter output)
    {
        foreach (var section in sections)
        {
            output.WriteLine(section.Title);
            IEnumerable<string[]> lines = section.Columns.Length == 0 ? section.Rows : section.Rows.Prepend(section.Columns);
            var widths = new int[section.Rows.Max(row => row.Length)];
            foreach (var line in lines)
                for (var column = 0; column < line.Length; column++) widths[column] = Math.Max(widths[column], line[column].Length);
            foreach (var line in lines)
                output.WriteLine($"  {string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column])))}".TrimEnd());
            output.WriteLine();
        }
    }
}
