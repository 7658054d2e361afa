using System.Text;
using SleepVLM.Contracts;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>The hypnogram, marks of contradicted epochs and the hypnodensity over one time axis, as SVG.</summary>
internal sealed class NightChart
{
    private const double Left = 48, Right = 976, LaneHeight = 24, HypnogramTop = 10, DensityHeight = 80;
    private static readonly SleepStage[] Lanes = [SleepStage.W, SleepStage.R, SleepStage.N1, SleepStage.N2, SleepStage.N3];
    private readonly Study _study;
    private readonly int _first;
    private readonly int _count;
    private readonly double _marksTop, _densityTop, _axisTop;

    private NightChart(Study study)
    {
        _study = study;
        _first = study.Epochs.Min(e => e.Outcome.Index.Value);
        _count = study.Epochs.Max(e => e.Outcome.Index.Value) - _first + 1;
        var lanes = Lanes.Length + (study.Epochs.Any(e => e.Outcome is Unscored) ? 1 : 0);
        _marksTop = HypnogramTop + lanes * LaneHeight + 4;
        _densityTop = _marksTop + 16;
        _axisTop = _densityTop + (HasDensity ? DensityHeight + 4 : 0);
    }

    private bool HasDensity => _study.Epochs.Any(e => e.Outcome is StageDecision { Hypnodensity: not null });

    public static void Write(HtmlWriter html, Study study)
    {
        if (study.Epochs.Count > 0) new NightChart(study).Write(html);
    }

    private void Write(HtmlWriter html)
    {
        var height = _axisTop + 24;
        html.Write($"""
            <section aria-labelledby="night-title">
            <h2 id="night-title">Night</h2>
            <div class="chart-frame">
            <svg id="night" viewBox="0 0 1000 {height:0.#}" role="slider" tabindex="0" aria-label="Hypnogram{(HasDensity ? " with hypnodensity below" : "")}; arrow keys move between epochs" aria-valuemin="{_first + 1}" aria-valuemax="{_first + _count}" aria-valuenow="{_first + 1}" data-first="{_first + 1}" data-count="{_count}" data-left="{Left}" data-right="{Right}">

            """);
        WriteLanes(html);
        WriteAxis(html);
        WriteHypnogram(html);
        WriteMarks(html);
        if (HasDensity) WriteDensity(html);
        html.Write($"""
            <rect id="cursor" class="cursor" x="{Left}" y="{HypnogramTop - 6}" width="{Math.Max(2, X(_first + 1) - X(_first)):0.##}" height="{_axisTop - HypnogramTop + 6:0.#}"/>
            </svg>
            </div>
            <p class="legend">{(HasDensity ? "Above: the decided stage. Below: the probability of each stage." : "The decided stage.")} Marks between: <span class="mark">contradicted</span>, <span class="mark doubtful">doubtful</span>. Click to see an epoch.</p>
            </section>

            """);
    }

    private double X(int epoch) => Left + (Right - Left) * (epoch - _first) / _count;

    private void WriteLanes(HtmlWriter html)
    {
        for (var lane = 0; HypnogramTop + lane * LaneHeight < _marksTop - 5; lane++)
        {
            var y = HypnogramTop + (lane + 0.5) * LaneHeight;
            var label = lane < Lanes.Length ? Lanes[lane].ToString() : "?";
            html.Write($"""
                <line class="grid" x1="{Left}" x2="{Right}" y1="{y:0.#}" y2="{y:0.#}"/><text class="label" x="{Left - 8}" y="{y + 4:0.#}" text-anchor="end">{label}</text>

                """);
        }
    }

    private void WriteAxis(HtmlWriter html)
    {
        var seconds = _count * EpochIndex.Duration.TotalSeconds;
        var step = new double[] { 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200 }.FirstOrDefault(s => seconds / s <= 12, 86400);
        var start = _study.Recording.StartTime?.TimeOfDay.TotalSeconds ?? 0;
        var from = _first * EpochIndex.Duration.TotalSeconds;
        for (var at = Math.Ceiling((start + from) / step) * step - start; at <= from + seconds; at += step)
        {
            var x = Left + (Right - Left) * (at - from) / seconds;
            html.Write($"""
                <line class="grid" x1="{x:0.#}" x2="{x:0.#}" y1="{HypnogramTop}" y2="{_axisTop:0.#}"/><text class="label" x="{x:0.#}" y="{_axisTop + 16:0.#}" text-anchor="middle">{Clock.At(_study.Recording, at, step < 60)}</text>

                """);
        }
    }

    private void WriteHypnogram(HtmlWriter html)
    {
        double? before = null;
        var end = -1;
        foreach (var run in Runs())
        {
            var lane = run.Stage is { } stage ? Array.IndexOf(Lanes, stage) : Lanes.Length;
            var y = HypnogramTop + (lane + 0.5) * LaneHeight;
            if (before is { } from && end == run.Start)
                html.Write($"<line class=\"step\" x1=\"{X(run.Start):0.##}\" x2=\"{X(run.Start):0.##}\" y1=\"{from:0.#}\" y2=\"{y:0.#}\"/>");
            html.Write($"<rect class=\"fill-{run.Stage?.ToString() ?? "none"}\" x=\"{X(run.Start):0.##}\" y=\"{y - 4:0.#}\" width=\"{X(run.End) - X(run.Start):0.##}\" height=\"8\"/>\n");
            (before, end) = (y, run.End);
        }
    }

    /// <summary>Epochs that follow one another with the same stage.</summary>
    private IEnumerable<(SleepStage? Stage, int Start, int End)> Runs()
    {
        (SleepStage? Stage, int Start, int End)? run = null;
        foreach (var epoch in _study.Epochs)
        {
            var (index, stage) = (epoch.Outcome.Index.Value, (epoch.Outcome as StageDecision)?.Stage);
            if (run is { } current && current.Stage == stage && current.End == index) run = current with { End = index + 1 };
            else
            {
                if (run is { } done) yield return done;
                run = (stage, index, index + 1);
            }
        }
        if (run is { } last) yield return last;
    }

    private void WriteMarks(HtmlWriter html)
    {
        foreach (var epoch in _study.Epochs.Where(e => e.Report.Verdict is EpochVerdict.Contradicted or EpochVerdict.Doubtful))
        {
            var index = epoch.Outcome.Index.Value;
            html.Write($"<rect class=\"{Words.Of(epoch.Report.Verdict)}-mark\" x=\"{X(index):0.##}\" y=\"{_marksTop:0.#}\" width=\"{Math.Max(1, X(index + 1) - X(index)):0.##}\" height=\"10\"/>");
        }
    }

    /// <summary>One filled step outline per stage, W on top.</summary>
    private void WriteDensity(HtmlWriter html)
    {
        var floors = _study.Epochs.ToDictionary(e => e.Outcome.Index.Value, _ => 0.0);
        foreach (var stage in Lanes.Reverse())
        {
            var path = new StringBuilder();
            foreach (var epoch in _study.Epochs)
            {
                if (epoch.Outcome is not StageDecision { Hypnodensity: { } density }) continue;
                var index = epoch.Outcome.Index.Value;
                var (share, floor) = (float.IsFinite(density[stage]) ? Math.Clamp(density[stage], 0, 1) : 0.0, floors[index]);
                var top = Math.Min(1, floor + share);
                floors[index] = top;
                if (top - floor < 0.002) continue;
                path.Append(FormattableString.Invariant(
                    $"M{X(index):0.##} {_densityTop + (1 - top) * DensityHeight:0.#}H{X(index + 1):0.##}V{_densityTop + (1 - floor) * DensityHeight:0.#}H{X(index):0.##}z"));
            }
            if (path.Length > 0) html.Write($"<path class=\"fill-{stage}\" d=\"{path}\"/>\n");
        }
        html.Write($"""
            <text class="label" x="{Left - 8}" y="{_densityTop + 8:0.#}" text-anchor="end">100 %</text><text class="label" x="{Left - 8}" y="{_densityTop + DensityHeight:0.#}" text-anchor="end">0</text>

            """);
    }
}
