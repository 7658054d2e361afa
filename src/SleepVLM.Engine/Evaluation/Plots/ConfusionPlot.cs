using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.Plots;

/// <summary>The confusion matrix as shares of each reference stage, with counts: a dark diagonal is agreement.</summary>
public static class ConfusionPlot
{
    private const double Left = 64, Top = 56, Cell = 58;

    /// <summary>Draws an SVG file; a column for epochs without a stage only where there are any.</summary>
    public static string Svg(ConfusionMatrix confusion, string title)
    {
        SleepStage?[] columns = [.. ConfusionMatrix.Stages.Cast<SleepStage?>(), .. confusion.Given(null) > 0 ? [(SleepStage?)null] : Array.Empty<SleepStage?>()];
        var svg = new SvgText(Left + Cell * columns.Length + 16, Top + Cell * 5 + 16, $"Confusion matrix of {title}");
        svg.Label(Left + Cell * columns.Length / 2, 20, string.Create(CultureInfo.InvariantCulture, $"{title}: {confusion.Total} epochs, % of the reference's stage"));
        for (var column = 0; column < columns.Length; column++) svg.Label(Left + (column + 0.5) * Cell, Top - 8, columns[column]?.ToString() ?? "none");
        svg.Add($"<text transform=\"translate({16} {Top + 2.5 * Cell}) rotate(-90)\" text-anchor=\"middle\" fill=\"#222\">reference</text>\n");
        foreach (var reference in ConfusionMatrix.Stages)
        {
            svg.Label(Left - 8, Top + ((int)reference + 0.5) * Cell + 4, reference.ToString(), "end");
            for (var column = 0; column < columns.Length; column++)
                DrawCell(svg, Left + column * Cell, Top + (int)reference * Cell, confusion[reference, columns[column]], confusion.InReference(reference));
        }

        return svg.Close();
    }

    private static void DrawCell(SvgText svg, double x, double y, int count, int support)
    {
        var share = support == 0 ? 0 : (double)count / support;
        svg.Add($"<rect x=\"{x}\" y=\"{y}\" width=\"{Cell}\" height=\"{Cell}\" fill=\"#224488\" fill-opacity=\"{share}\" stroke=\"#ccc\"/>\n");
        var colour = share > 0.5 ? "#fff" : "#222";
        svg.Label(x + Cell / 2, y + Cell / 2 - 2, support == 0 ? "-" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture), colour: colour);
        svg.Label(x + Cell / 2, y + Cell / 2 + 14, count.ToString(CultureInfo.InvariantCulture), colour: colour);
    }
}
