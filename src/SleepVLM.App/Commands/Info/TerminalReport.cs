using Spectre.Console;

namespace SleepVLM.App.Commands.Info;

/// <summary>Sections as tables, for people at a terminal.</summary>
internal static class TerminalReport
{
    public static void Write(IReadOnlyList<InfoSection> sections)
    {
        foreach (var section in sections)
        {
            var table = new Table().RoundedBorder().Title(Markup.Escape(section.Title), new Style(decoration: Decoration.Bold));
            if (section.Columns.Length == 0) table.HideHeaders();
            for (var column = 0; column < section.Rows.Max(row => row.Length); column++)
                table.AddColumn(section.Columns.ElementAtOrDefault(column) ?? "");
            // Text, not markup: labels come from the file.
            foreach (var row in section.Rows) table.AddRow(row.Select(cell => new Text(cell)));
            AnsiConsole.Write(table);
        }
    }
}
