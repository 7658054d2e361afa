using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eyes;

/// <summary>Eye blinks: single deflections of both EOG channels that are over within half a second.</summary>
/// <remarks>
/// In 0.5-8 Hz, at least 40 uV in the larger channel and a quarter of that in the other, at half height 0.06-0.3 s wide, without an equal
/// deflection to the other side within 0.4 s (which would be a rhythm). Signs are left open: electrodes above or below the eye turn them.
/// </remarks>
internal static class Blinks
{
    private const double LowHz = 0.5, HighHz = 8, LeastMicrovolts = 40, LeastShareOfOther = 0.25;
    private const double NarrowestSeconds = 0.06, WidestSeconds = 0.3, ReboundSeconds = 0.4, MostRebound = 0.6;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"blink: {LowHz}-{HighHz} Hz, {LeastMicrovolts} uV, {NarrowestSeconds}-{WidestSeconds} s at half height, rebound below {MostRebound}");

    public static IEnumerable<DetectedEvent> Events(EyePair eyes)
    {
        float[] left = Band(eyes.Left), right = Band(eyes.Right);
        var rateHz = eyes.RateHz;
        var free = 0;
        for (var i = 1; i < left.Length - 1; i++)
        {
            var larger = Math.Abs(left[i]) >= Math.Abs(right[i]) ? left : right;
            var peak = Math.Abs(larger[i]);
            if (i < free || !(peak >= LeastMicrovolts) || peak < Math.Abs(larger[i - 1]) || peak <= Math.Abs(larger[i + 1])) continue;
            if (Math.Min(Math.Abs(left[i]), Math.Abs(right[i])) < LeastShareOfOther * peak || !eyes.IsUsable(i / rateHz)) continue;
            int before = Half(larger, i, -1), after = Half(larger, i, 1);
            var width = (double)(after - before) / rateHz;
            if (width is < NarrowestSeconds or > WidestSeconds || Rebounds(larger, i, (int)(ReboundSeconds * rateHz))) continue;
            int from = Math.Max(0, 2 * before - i), to = Math.Min(left.Length, 2 * after - i);
            free = to;
            yield return eyes.Event(SleepEventKind.Blink, from, to, left, right, 0, Score.Over(peak, LeastMicrovolts), OperatingPoint);
        }
    }

    private static float[] Band(ChannelSignal channel) =>
        channel.Filtered(Sections.HighPass(2, LowHz, channel.RateHz).Concat(Sections.LowPass(2, HighHz, channel.RateHz)));

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
