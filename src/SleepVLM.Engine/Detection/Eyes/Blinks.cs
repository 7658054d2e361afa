using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Muscle;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eyes;

/// <summary>Eye blinks: single sharp deflections of both EOG channels that spread to the front of the head.</summary>
/// <remarks>
/// In 0.5-8 Hz: at least 40 uV and five times the usual step of the minute in the larger channel and a quarter of that in the other, 0.06-0.25 s wide
/// at half height, without an equal deflection to the other side within 0.4 s (which would be a rhythm); where there is a frontal derivation, 0.2-0.85 of the
/// deflection in it. Signs of the EOG are left open: electrodes above or below the eye turn them.
/// </remarks>
internal static class Blinks
{
    private const double LowHz = 0.5, HighHz = 8, LeastMicrovolts = 40, OverUsual = 5, LeastShareOfOther = 0.25;
    private const double LeastFrontalShare = 0.2, MostFrontalShare = 0.85;
    private const double NarrowestSeconds = 0.06, WidestSeconds = 0.25, ReboundSeconds = 0.4, MostRebound = 0.6, StepSeconds = 0.2;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"blink: {LowHz}-{HighHz} Hz, {LeastMicrovolts} uV and {OverUsual} times the usual, {NarrowestSeconds}-{WidestSeconds} s at half height, frontal {LeastFrontalShare}-{MostFrontalShare}");

    public static IEnumerable<DetectedEvent> Events(EyePair eyes, ChannelSignal? frontal, BodyMovements? movements)
    {
        var rateHz = eyes.RateHz;
        float[] left = Band(eyes.Left), right = Band(eyes.Right);
        var front = frontal is null ? null : Band(frontal);
        var half = (int)(StepSeconds / 2 * rateHz);
        double[] usualLeft = UsualStep.Of(left, rateHz, half), usualRight = UsualStep.Of(right, rateHz, half);
        var free = 0;
        for (var i = 1; i < left.Length - 1; i++)
        {
            var isLeft = Math.Abs(left[i]) >= Math.Abs(right[i]);
            var larger = isLeft ? left : right;
            var peak = Math.Abs(larger[i]);
            var threshold = Math.Max(LeastMicrovolts, OverUsual * (isLeft ? usualLeft : usualRight)[i / rateHz]);
            if (i < free || !(peak >= threshold) || peak < Math.Abs(larger[i - 1]) || peak <= Math.Abs(larger[i + 1])) continue;
            if (Math.Min(Math.Abs(left[i]), Math.Abs(right[i])) < LeastShareOfOther * peak || !eyes.IsUsable(i / rateHz)) continue;
            if (front is not null && front[i] / peak is < (float)LeastFrontalShare or > (float)MostFrontalShare) continue;
            int before = Half(larger, i, -1), after = Half(larger, i, 1);
            var width = (double)(after - before) / rateHz;
            if (width is < NarrowestSeconds or > WidestSeconds || Rebounds(larger, i, (int)(ReboundSeconds * rateHz))) continue;
            if (movements?.IsNear(i / rateHz) ?? false) continue;
            int from = Math.Max(0, 2 * before - i), to = Math.Min(left.Length, 2 * after - i);
            free = to;
            yield return eyes.Event(SleepEventKind.Blink, from, to, left, right, 0, Score.Over(peak, threshold), OperatingPoint);
        }
    }

    private static float[] Band(ChannelSignal channel) =>
        channel.Filtered(Sections.BandPass(2, LowHz, HighHz, channel.RateHz));

    private static int Half(float[] trace, int peak, int step)
    {
        var at = peak;
        while (at > 0 && at < trace.Length - 1 && trace[at] * Math.Sign(trace[peak]) > Math.Abs(trace[peak]) / 2) at += step;
        return at;
    }

    private static bool Rebounds(float[] trace, int peak, int reach)
    {
        for (var i = Math.Max(0, peak - reach); i < Math.Min(trace.Length, peak + reach); i++)
            if (-trace[i] * Math.Sign(trace[peak]) > MostRebound * Math.Abs(trace[peak])) return true;
        return false;
    }
}
