using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Muscle;

/// <summary>Arousals (AASM manual: abrupt shift to alpha, theta or above 16 Hz for 3 s or more after 10 s of sleep; in R with a rise of chin tone). Advisory.</summary>
/// <remarks>
/// After Luna (Purcell et al.): fast power of each second (8-11 and 16-30 Hz, windows of 2.56 s) as a robust z-score against the 90 s around, at least 2.5 somewhere and
/// 1 throughout (Luna: 1.2 and 0.6 against the whole night), 3-15 s, pieces less than 2.5 s apart joined, less what the windows spread it; sigma must not rise more than the fast power, which would be a spindle. Ten seconds without such power come before. Scorers
/// agree on arousals with a kappa of 0.4 only.
/// </remarks>
internal sealed class Arousals(ChannelSignal channel, ChinTone? chin, Func<double, bool> looksLikeRem)
{
    private const double Onset = 2.5, Stay = 1, ToneRise = 1.3, EdgeShare = 0.4;
    private const int ShortestSeconds = 3, LongestSeconds = 15, JoinedSeconds = 2, BeforeSeconds = 10, AroundSeconds = 45, BaselineHop = 10;
    private const double SpreadSeconds = 0.5;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"arousal: 8-11 and 16-30 Hz z {Onset} (stays {Stay}) for {ShortestSeconds}-{LongestSeconds} s after {BeforeSeconds} s below; where REMs are near, chin {ToneRise} times");

    public IEnumerable<DetectedEvent> Events()
    {
        var fast = Standardised(Power((8, 11), (16, 30)));
        var sigma = Standardised(Power((11, 16), (0, 0)));
        for (int start = 0, end, next; start < fast.Length; start = next)
        {
            next = end = start + 1;
            if (!(fast[start] >= Stay)) continue;
            var last = start;
            for (; end < fast.Length && end - last <= JoinedSeconds + 1; end++)
                if (fast[end] >= Stay) last = end;
            next = last + 1;
            var peak = Max(fast, start, next);
            var (from, before) = (start, Max(fast, start - BeforeSeconds, start));
            (start, end) = Core(fast, start, next, EdgeShare * peak);
            var seconds = end - start - (int)(2 * SpreadSeconds);
            var mean = Mean(fast, start, end);
            if (seconds is < ShortestSeconds or > LongestSeconds || peak < Onset || Mean(sigma, start, end) > mean) continue;
            if (from < BeforeSeconds || !channel.Quality.IsUsable(from - BeforeSeconds, end)) continue;
            if (before >= Onset || (looksLikeRem(start) && !ToneRises(start, end))) continue;
            yield return channel.Event(SleepEventKind.Arousal, (start + SpreadSeconds) * channel.RateHz, (end - SpreadSeconds) * channel.RateHz, 0,
                SpectralPeakOf(start, end), Score.Above(peak, Onset), OperatingPoint);
        }
    }

    /// <summary>A run without the slopes at its ends.</summary>
    private static (int Start, int End) Core(double[] values, int start, int end, double least)
    {
        while (start < end - 1 && values[start] < least) start++;
        while (end > start + 1 && values[end - 1] < least) end--;
        return (start, end);
    }

    private bool ToneRises(int start, int end) =>
        chin?.Mean(start - BeforeSeconds, start - 1) is { } before && chin.Mean(start, end) is { } during && during >= ToneRise * before;

    private double SpectralPeakOf(int start, int end)
    {
        var spectrogram = channel.Spectrogram;
        var rise = new float[spectrogram.Bins];
        for (var bin = 0; bin < rise.Length; bin++)
        {
            double during = 0, before = 1e-6;
            for (var second = start; second < end; second++) during += spectrogram.At(second)[bin] / (end - start);
            for (var second = start - BeforeSeconds; second < start; second++) before += spectrogram.At(second)[bin] / BeforeSeconds;
            rise[bin] = (float)(during / before);
        }

        return SpectralPeak.Hz(spectrogram, rise, 6, 30);
    }

    private double[] Power((double Low, double High) first, (double Low, double High) second)
    {
        var spectrogram = channel.Spectrogram;
        var power = new double[channel.Seconds];
        for (var i = 0; i < power.Length; i++)
            power[i] = Math.Log10(spectrogram.Power(spectrogram.At(i), first.Low, first.High) + spectrogram.Power(spectrogram.At(i), second.Low, second.High) + 1e-6);
        return power;
    }

    /// <summary>Robust z-scores: median and median deviation of 90 s around, looked at anew every 10 s.</summary>
    private static double[] Standardised(double[] values)
    {
        var scores = new double[values.Length];
        for (var start = 0; start < values.Length; start += BaselineHop)
        {
            int from = Math.Max(0, start + BaselineHop / 2 - AroundSeconds), to = Math.Min(values.Length, start + BaselineHop / 2 + AroundSeconds);
            var around = values.AsSpan(from..to).ToArray();
            var median = Percentiles.Of(around, 50);
            for (var i = 0; i < around.Length; i++) around[i] = Math.Abs(around[i] - median);
            var deviation = 1.4826 * Percentiles.Of(around, 50) + 0.02;
            for (var i = start; i < Math.Min(values.Length, start + BaselineHop); i++) scores[i] = (values[i] - median) / deviation;
        }

        return scores;
    }

    private static double Max(double[] values, int from, int to)
    {
        var largest = double.NegativeInfinity;
        for (var i = Math.Max(0, from); i < to; i++) largest = Math.Max(largest, values[i]);
        return largest;
    }

    private static double Mean(double[] values, int from, int to)
    {
        double sum = 0;
        for (var i = from; i < to; i++) sum += values[i];
        return sum / (to - from);
    }
}
