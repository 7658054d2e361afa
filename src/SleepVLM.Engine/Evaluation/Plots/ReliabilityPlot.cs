using System.Globalization;
using SleepVLM.Engine.Evaluation.Judging;

namespace SleepVLM.Engine.Evaluation.Plots;

/// <summary>Accuracy against confidence, bin by bin, with the number of epochs in each bin below: bars on the diagonal mean probabilities that can be believed.</summary>
public static class ReliabilityPlot
{
    private const double Left = 52, Top = 34, Side = 300, CountsTop = Top + Side + 10, CountsHeight = 56, Bottom = CountsTop + CountsHeight;

    /// <summary>Draws an SVG file.</summary>
    public static string Svg(Calibration calibration, string title)
    {
        var svg = new SvgText(Left + Side + 18, Bottom + 44, $"Reliability of {title}");
        svg.Label(Left + Side / 2, 20, calibration.Ece is { } ece
            ? string.Create(CultureInfo.InvariantCulture, $"{title}: ECE {ece:0.000}, {calibration.Epochs} epochs") : $"{title}: no probabilities given");
        Axes(svg);
        var most = Math.Max(1, calibration.Bins.Max(bin => bin.Epochs));
        foreach (var bin in calibration.Bins.Where(bin => bin.Epochs > 0)) Bar(svg, bin, most);
        svg.Add($"<line x1=\"{Left}\" y1=\"{Y(0)}\" x2=\"{X(1)}\" y2=\"{Y(1)}\" stroke=\"#444\" stroke-dasharray=\"4 3\"/>\n");
        return svg.Close();
    }

    private static double X(double confidence) => Left + Side * confidence;

    private static double Y(double share) => Top + Side * (1 - share);

    private static void Axes(SvgText svg)
    {
        svg.Add($"<rect x=\"{Left}\" y=\"{Top}\" width=\"{Side}\" height=\"{Side}\" fill=\"none\" stroke=\"#999\"/>\n");
        svg.Add($"<rect x=\"{Left}\" y=\"{CountsTop}\" width=\"{Side}\" height=\"{CountsHeight}\" fill=\"none\" stroke=\"#999\"/>\n");
        for (var tick = 0.0; tick <= 1; tick += 0.25)
        {
            var text = tick.ToString("0.##", CultureInfo.InvariantCulture);
            svg.Label(Left - 6, Y(tick) + 4, text, "end");
            svg.Label(X(tick), Bottom + 16, text);
        }

        svg.Label(X(0.5), Bottom + 34, "confidence in the decided stage");
        svg.Add($"<text transform=\"translate({14} {Y(0.5)}) rotate(-90)\" text-anchor=\"middle\" fill=\"#222\">share that agrees</text>\n");
        svg.Label(Left - 6, CountsTop + CountsHeight / 2 + 4, "epochs", "end");
    }

    /// <summary>The bar shows accuracy, the dot mean confidence at its place: their distance is the error.</summary>
    private static void Bar(SvgText svg, ReliabilityBin bin, int most)
    {
        var (width, high) = (X(bin.High) - X(bin.Low), CountsHeight * bin.Epochs / most);
        svg.Add($"<rect x=\"{X(bin.Low) + 0.5}\" y=\"{Y(bin.Accuracy!.Value)}\" width=\"{width - 1}\" height=\"{Side * bin.Accuracy.Value}\" fill=\"#4477aa\"/>\n");
        svg.Add($"<rect x=\"{X(bin.Low) + 0.5}\" y=\"{CountsTop + CountsHeight - high}\" width=\"{width - 1}\" height=\"{high}\" fill=\"#bbb\"/>\n");
        svg.Add($"<circle cx=\"{X(bin.Confidence!.Value)}\" cy=\"{Y(bin.Confidence.Value)}\" r=\"3\" fill=\"#cc3311\"/>\n");
    }
}
