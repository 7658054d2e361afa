using System.Globalization;
using System.Text;

namespace SleepVLM.Torch.Training;

/// <summary>Loss and kappa over the run as an SVG picture: two panels, one axis of windows.</summary>
internal static class TrainingCurves
{
    private const int Width = 760, PanelHeight = 220, Left = 60, Top = 30, Gap = 60, PlotWidth = 560;
    private static readonly string[] Losses = ["loss", "waveform_loss", "picture_loss", "stage_loss"];
    private static readonly string[] Colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#8c564b"];

    // So many points of a curve are means of neighbours; single steps are noise.
    private const int Points = 150;

    public static string Draw(IReadOnlyList<IReadOnlyDictionary<string, string>> steps, IReadOnlyList<IReadOnlyDictionary<string, string>> validations)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Top + 2 * PanelHeight + Gap + 40}\" font-family=\"sans-serif\" font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        var last = steps.Count == 0 ? 1 : Number(steps[^1], "windows");
        var losses = Losses.Select(name => (name, Smooth(steps, name))).Where(curve => curve.Item2.Any(point => point.Y > 0)).ToList();
        Panel(svg, "loss, nats (waveform: squared error in units of spread)", Top, last, losses, Math.Max(0.1, losses.SelectMany(c => c.Item2).Select(p => p.Y).DefaultIfEmpty(1).Max()));
        var kappas = validations.Select(row => row["set"]).Distinct()
            .Select(set => ($"kappa on {set}", (IReadOnlyList<(double X, double Y)>)[.. validations.Where(row => row["set"] == set).Select(row => (Number(row, "windows"), Number(row, "kappa")))])).ToList();
        Panel(svg, "validation", Top + PanelHeight + Gap, last, kappas, 1);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, string title, int top, double last, IReadOnlyList<(string Name, IReadOnlyList<(double X, double Y)> Points)> curves, double highest)
    {
        var bottom = top + PanelHeight;
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{top - 8}\" font-weight=\"bold\">{title}</text>\n<path d=\"M{Left} {top}V{bottom}H{Left + PlotWidth}\" fill=\"none\" stroke=\"#000000\"/>\n");
        for (var i = 0; i <= 4; i++)
        {
            var y = bottom - PanelHeight * i / 4.0;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{highest * i / 4:0.##}</text><path d=\"M{Left} {y:0.#}h{PlotWidth}\" stroke=\"#dddddd\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + PlotWidth * i / 4}\" y=\"{bottom + 16}\" text-anchor=\"middle\">{last * i / 4:0}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + PlotWidth}\" y=\"{bottom + 32}\" text-anchor=\"end\">windows</text>\n");
        for (var i = 0; i < curves.Count; i++)
        {
            var path = string.Join(' ', curves[i].Points.Where(p => !double.IsNaN(p.Y)).Select(p => string.Create(
                CultureInfo.InvariantCulture, $"{Left + PlotWidth * p.X / last:0.#},{bottom - PanelHeight * Math.Clamp(p.Y / highest, 0, 1):0.#}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{path}\" fill=\"none\" stroke=\"{Colours[i % Colours.Length]}\" stroke-width=\"1.5\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + PlotWidth + 8}\" y=\"{top + 14 + 16 * i}\" fill=\"{Colours[i % Colours.Length]}\">{curves[i].Name.Replace('_', ' ')}</text>\n");
        }
    }

    private static IReadOnlyList<(double X, double Y)> Smooth(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, string column)
    {
        var known = rows.Select(row => (X: Number(row, "windows"), Y: Number(row, column))).Where(point => !double.IsNaN(point.Y)).ToArray();
        return known.Length == 0 ? [] : [.. known.Chunk(Math.Max(1, known.Length / Points)).Select(part => (part.Average(p => p.X), part.Average(p => p.Y)))];
    }

    private static double Number(IReadOnlyDictionary<string, string> row, string column) =>
        double.TryParse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
