using System.Globalization;
using SleepVLM.App.Commands.Info;

namespace SleepVLM.App.Commands;

/// <summary>Shows titled tables: framed at a terminal, aligned text in files and pipes.</summary>
internal static class Tables
{
    public static void Show(IReadOnlyList<InfoSection> sections)
    {
        List<InfoSection> filled = [.. sections.Where(section => section.Rows.Count > 0)];
        if (Console.IsOutputRedirected) PlainReport.Write(filled, Console.Out);
        else TerminalReport.Write(filled);
    }

    /// <summary>A count as tables show it.</summary>
    public static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
