using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>Vertex sharp waves (AASM manual: below 0.5 s, largest in the centre, standing out). Advisory: no validated open detector exists.</summary>
/// <remarks>In 2-16 Hz: a negative peak of 0.04-0.2 s at half height, at least 40 uV with what follows and nine times the root mean square of 4 s around it.</remarks>
internal static class VertexWaves
{
    private const double LowHz = 2, HighHz = 16, LeastMicrovolts = 40, OverBackground = 9;
    private const double NarrowestSeconds = 0.04, WidestSeconds = 0.2, AfterSeconds = 0.25, AroundSeconds = 4;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"vertex wave: {LowHz}-{HighHz} Hz, negative, {NarrowestSeconds}-{WidestSeconds} s at half height, {LeastMicrovolts} uV and {OverBackground} times the RMS of {AroundSeconds} s");

    public static IEnumerable<DetectedEvent> Events(ChannelSignal channel)
    {
        var rateHz = channel.RateHz;
        var band = channel.Filtered(Sections.BandPass(2, LowHz, HighHz, rateHz));
        var power = MovingSums.Of(band, band);
        int after = (int)(AfterSeconds * rateHz), around = (int)(AroundSeconds / 2 * rateHz), free = 0;
        for (var i = 1; i < band.Length - 1; i++)
        {
            if (i < free || band[i] > -LeastMicrovolts / 2 || band[i] > band[i - 1] || band[i] >= band[i + 1]) continue;
            var rebound = 0f;
            for (var k = i; k < Math.Min(band.Length, i + after); k++) rebound = Math.Max(rebound, band[k]);
            var size = rebound - band[i];
            var background = Math.Sqrt(power.Mean(i - around, i + around));
            if (size < LeastMicrovolts || size < OverBackground * background || !channel.Quality.IsUsable(i / rateHz)) continue;
            int first = Half(band, i, -1), last = Half(band, i, 1);
            if ((double)(last - first) / rateHz is < NarrowestSeconds or > WidestSeconds) continue;
            int from = Math.Max(0, 2 * first - i), to = Math.Min(band.Length, i + after);
            free = to;
            yield return channel.Event(SleepEventKind.VertexWave, from, to, size, 0, Score.Over(size, Math.Max(LeastMicrovolts, OverBackground * background)), OperatingPoint);
        }
    }

    private static int Half(float[] band, int peak, int step)
    {
        var at = peak;
        while (at > 0 && at < band.Length - 1 && band[at] < band[peak] / 2) at += step;
        return at;
    }
}
