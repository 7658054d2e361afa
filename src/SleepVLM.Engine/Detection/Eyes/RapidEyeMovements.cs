using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eyes;

/// <summary>Rapid eye movements (AASM manual: conjugate, sharply peaked, first flank below 0.5 s).</summary>
/// <remarks>Negative product of the two channels in 0.5-5 Hz between 50² and 325² uV², at least 0.3 s apart (YASA, Vallat and Walker 2021), rising within 0.5 s.</remarks>
internal sealed class RapidEyeMovements
{
    private const double LowHz = 0.5, HighHz = 5;
    private const float LeastMicrovolts = 50, MostMicrovolts = 325;
    private const double ApartSeconds = 0.3, LongestRiseSeconds = 0.5, OnsetShare = 0.1;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"REM: -LOC*ROC in {LowHz}-{HighHz} Hz, {LeastMicrovolts}^2-{MostMicrovolts}^2 uV^2, {ApartSeconds} s apart, rise below {LongestRiseSeconds} s");

    private const float TraceMicrovolts = 25;
    private const double TraceRiseSeconds = 1;

    private static readonly string TracePoint = FormattableString.Invariant($"REM as above, from {TraceMicrovolts}^2 uV^2, rise below {TraceRiseSeconds} s");

    private RapidEyeMovements(IReadOnlyList<DetectedEvent> events, IReadOnlyList<DetectedEvent> traces, Stretches covered) =>
        (Events, Traces, Covered) = (events, traces, covered);

    public IReadOnlyList<DetectedEvent> Events { get; }

    /// <summary>Deflections that are smaller or slower; larger ones are among them too.</summary>
    public IReadOnlyList<DetectedEvent> Traces { get; }

    /// <summary>The same, for asking how much of a stretch they cover; <see cref="Stretch.Size"/> is the geometric mean of both channels, microvolts of 0.5-5 Hz.</summary>
    public Stretches Covered { get; }

    public static RapidEyeMovements Of(EyePair eyes)
    {
        float[] left = Band(eyes.Left), right = Band(eyes.Right), product = new float[left.Length];
        for (var i = 0; i < product.Length; i++) product[i] = -left[i] * right[i];
        var found = Find(product, eyes, LeastMicrovolts, LongestRiseSeconds);
        var traces = Find(product, eyes, TraceMicrovolts, TraceRiseSeconds);
        var events = found.Select(movement => eyes.Event(
            SleepEventKind.RapidEyeMovement, movement.Start, movement.End, left, right, 0,
            Score.Over(movement.Size, LeastMicrovolts), OperatingPoint)).ToList();
        return new RapidEyeMovements(events, [.. traces.Select(trace => eyes.Event(
            SleepEventKind.RapidEyeMovement, trace.Start, trace.End, left, right, 0, Math.Min(0.49, Score.Over(trace.Size, LeastMicrovolts)), TracePoint))], new Stretches(found, product.Length));
    }

    private static float[] Band(ChannelSignal channel) =>
        channel.Filtered(Sections.HighPass(2, LowHz, channel.RateHz).Concat(Sections.LowPass(2, HighHz, channel.RateHz)));

    private static List<Stretch> Find(float[] product, EyePair eyes, float leastMicrovolts, double longestRiseSeconds)
    {
        const float Most = MostMicrovolts * MostMicrovolts;
        var least = leastMicrovolts * leastMicrovolts;
        var rateHz = eyes.RateHz;
        var found = new List<Stretch>();
        for (var i = 1; i < product.Length - 1; i++)
        {
            if (!(product[i] >= least) || product[i] < product[i - 1] || product[i] <= product[i + 1]) continue;
            if (product[i] > Most || !eyes.IsUsable(i / rateHz)) continue;
            var (start, end) = (Foot(product, i, -1), Foot(product, i, 1));
            if (i - start >= longestRiseSeconds * rateHz) continue;
            var movement = new Stretch(start, end, MathF.Sqrt(product[i]));
            if (found.Count == 0 || movement.Centre - found[^1].Centre >= ApartSeconds * rateHz) found.Add(movement);
            else if (movement.Size > found[^1].Size) found[^1] = movement with { Start = Math.Max(movement.Start, found[^1].Start) };
        }

        return found;
    }

    /// <summary>Where the deflection falls below a tenth of its peak.</summary>
    private static int Foot(float[] product, int peak, int step)
    {
        var at = peak;
        while (at > 0 && at < product.Length - 1 && product[at] > OnsetShare * product[peak]) at += step;
        return step < 0 ? at : at + 1;
    }
}
