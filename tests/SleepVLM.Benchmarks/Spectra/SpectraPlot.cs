using System.Globalization;
using SleepVLM.Engine.Evaluation.Plots;

namespace SleepVLM.Benchmarks.Spectra;

/// <summary>One panel a stage: simulated and real median with the middle 80 % of the sleepers, and the one real night.</summary>
internal static class SpectraPlot
{
    private const double Width = 330, Height = 230, Left = 44, Top = 44, Lowest = -20, Highest = 35;
    private const string Made = "#1f77b4", Real = "#d62728", Night = "#444444";

    /// <param name="Stage">Title.</param>
    /// <param name="Made">Simulated.</param>
    /// <param name="Real">Of many patients; null where there is none.</param>
    /// <param name="Night">Of the one whole night; null where it lacks the stage.</param>
    internal sealed record Panel(string Stage, StageSpread? Made, StageSpread? Real, StageSpread? Night);

    public static string Draw(IReadOnlyList<Panel> panels, int nights)
    {
        var svg = new SvgText(Left + 3 * Width, 30 + 2 * (Height + 40), "Band power by stage, simulated and real");
        svg.Label(Left, 18, $"{nights} simulated nights (median, middle 80 %)", "start", Made);
        svg.Label(Left + Width, 18, "22 UCDDB patients, wake and N3", "start", Real);
        svg.Label(Left + 2 * Width, 18, "the night ucddb018", "start", Night);
        for (var i = 0; i < panels.Count; i++) Draw(svg, panels[i], Left + i % 3 * Width, Top + i / 3 * (Height + 40));
        return svg.Close();
    }

    private static void Draw(SvgText svg, Panel panel, double left, double top)
    {
        var (right, bottom) = (left + Width - 54, top + Height - 30);
        svg.Label((left + right) / 2, top - 6, $"{panel.Stage}, dB re 1 uV²/Hz");
        svg.Add($"""<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="#222"/>""");
        for (var db = Lowest; db <= Highest; db += 10)
        {
            svg.Label(left - 6, Y(db) + 4, db.ToString("0", CultureInfo.InvariantCulture), "end");
            svg.Add($"""<path d="M{left} {Y(db)}H{right}" stroke="#ddd"/>""");
        }

        foreach (var hz in new[] { 0.5, 1, 2, 5, 10, 20 }) svg.Label(X(hz), bottom + 16, hz.ToString(CultureInfo.InvariantCulture));
        svg.Label(right, bottom + 16, "Hz");
        if (panel.Made is { } made) Spread(made, Made);
        if (panel.Real is { } real) Spread(real, Real);
        if (panel.Night is { } night) Line(night.Median, Night, "5 3");

        void Spread(StageSpread spread, string colour)
        {
            if (spread.Sleepers > 1)
                svg.Add($"""<polygon points="{Points(spread.Low)} {string.Join(' ', Points(spread.High).Split(' ').Reverse())}" fill="{colour}" fill-opacity="0.15"/>""");
            Line(spread.Median, colour, "none");
        }

        void Line(double[] db, string colour, string dashes) =>
            svg.Add($"""<polyline points="{Points(db)}" fill="none" stroke="{colour}" stroke-width="1.6" stroke-dasharray="{dashes}"/>""");

        string Points(double[] db) => string.Join(' ', db.Select((value, band) =>
            FormattableString.Invariant($"{X(Math.Sqrt(BandSpectrum.EdgesHz[band] * BandSpectrum.EdgesHz[band + 1])):0.#},{Y(value):0.#}")));
        double X(double hz) => left + (right - left) * Math.Log(hz / 0.45) / Math.Log(35 / 0.45);
        double Y(double db) => bottom - (bottom - top) * Math.Clamp((db - Lowest) / (Highest - Lowest), 0, 1);
    }
}
