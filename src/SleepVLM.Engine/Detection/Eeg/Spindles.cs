using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>Sleep spindles (AASM manual: 11-16 Hz, at least 0.5 s) of one channel.</summary>
/// <remarks>
/// Two methods look at the same bands (<see cref="A7Spindles"/>, <see cref="RmsSpindles"/>); the sum of their margins decides, so that each may make up
/// for a near miss of the other (half a unit together may lack) and neither alone is enough far below its own thresholds. Where the rhythm of 8-11 Hz outweighs the sigma band it is alpha.
/// </remarks>
internal sealed class Spindles
{
    private const double ShortestSeconds = 0.5, LongestSeconds = 3, BridgedSeconds = 0.2, LeastMargin = -0.5;

    /// <summary>Mean margin of both methods from which a stretch may hold a spindle that they miss.</summary>
    private const double TraceMargin = -1;

    private static readonly string TracePoint = FormattableString.Invariant($"A7 + RMS as for spindles, mean margin {TraceMargin / 2}");

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"A7 + RMS: {SigmaBands.LowHz}-{SigmaBands.HighHz} Hz; A7 power {A7Spindles.AbsolutePower}, relative z {A7Spindles.RelativePower}, covariance z {A7Spindles.Covariance}, correlation {A7Spindles.Correlation}; RMS {RmsSpindles.Deviations} SD, correlation {RmsSpindles.Correlation}, share {RmsSpindles.RelativePower}; mean margin {LeastMargin / 2}");

    private readonly SigmaBands _bands;
    private readonly A7Spindles _a7;
    private readonly double[] _margins;

    private Spindles(SigmaBands bands)
    {
        (_bands, _a7, _margins) = (bands, new A7Spindles(bands), new double[bands.Steps]);
        var rms = new RmsSpindles(bands);
        for (var step = 0; step < _margins.Length; step++)
            _margins[step] = bands.IsUsable(step) ? Math.Max(-2, _a7.Margin(step)) + Math.Max(-2, rms.Margin(step)) : double.NegativeInfinity;
    }

    public static Spindles Of(ChannelSignal channel) => new(new SigmaBands(channel));

    public IEnumerable<DetectedEvent> Events()
    {
        var bridge = (int)(BridgedSeconds / SigmaBands.StepSeconds);
        for (var step = 0; step < _bands.Steps; step++)
        {
            if (!(_margins[step] >= LeastMargin)) continue;
            int first = step, last = step;
            var best = _margins[step];
            while (first > 0 && _a7.Reaches(first - 1)) first--;
            for (var next = step + 1; next < _bands.Steps && next - last <= bridge + 1; next++)
            {
                var margin = _margins[next];
                if (margin >= LeastMargin || _a7.Reaches(next)) last = next;
                best = Math.Max(best, margin);
            }

            step = last;
            if (Describe(first, last + 1, best) is { } found) yield return found;
        }
    }

    /// <summary>Stretches in which the methods together come near their thresholds, whatever their length.</summary>
    public IEnumerable<DetectedEvent> Traces()
    {
        for (var step = 0; step < _bands.Steps; step++)
        {
            if (!(_margins[step] >= TraceMargin)) continue;
            var first = step;
            while (step + 1 < _bands.Steps && _margins[step + 1] >= TraceMargin) step++;
            int from = _bands.SampleOf(first), to = _bands.SampleOf(step + 1);
            yield return _bands.Channel.Event(SleepEventKind.Spindle, from, to, 0, 0, Score.Above(TraceMargin / 2, LeastMargin / 2), TracePoint);
        }
    }

    private DetectedEvent? Describe(int first, int end, double margin)
    {
        var seconds = (end - first) * SigmaBands.StepSeconds;
        if (seconds < ShortestSeconds || seconds > LongestSeconds) return null;
        var channel = _bands.Channel;
        int from = _bands.SampleOf(first), to = _bands.SampleOf(end);
        var second = (int)((first + end) / 2 * SigmaBands.StepSeconds);
        if (!SleepContext.OutweighsAlpha(channel, second) || !SleepContext.IsSleepLike(channel, second)) return null;
        var (amplitude, hertz) = Waves.Measure(_bands.Sigma.AsSpan(from..to), channel.RateHz);
        return channel.Event(SleepEventKind.Spindle, from, to, amplitude / SigmaBands.Gain(Math.Clamp(hertz, SigmaBands.LowHz, SigmaBands.HighHz)), hertz, Score.Above(margin / 2, LeastMargin / 2), OperatingPoint);
    }
}
