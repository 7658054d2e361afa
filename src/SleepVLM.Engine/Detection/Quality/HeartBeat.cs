namespace SleepVLM.Engine.Detection.Quality;

/// <summary>Finds the heart beat in a channel: sharp deflections that recur at a steady interval of 0.45 to 1.4 s.</summary>
/// <remarks>Autocorrelation of the steepness (largest change over 20 ms in bins of 40 ms): at least 0.4 at one interval and 0.25 at twice that, after values are
/// limited to 6 times their median so that single artefacts do not decide.</remarks>
internal static class HeartBeat
{
    private const int BinsPerSecond = 25;
    private const double LeastCorrelation = 0.4, LeastAtDouble = 0.25, LimitOverMedian = 6;
    private const double ShortestSeconds = 0.45, LongestSeconds = 1.4;

    /// <summary>Whether an epoch shows it.</summary>
    public static bool IsSeen(ReadOnlySpan<float> samples, int rateHz)
    {
        var steepness = Steepness(samples, rateHz);
        int shortest = (int)(ShortestSeconds * BinsPerSecond), longest = (int)Math.Ceiling(LongestSeconds * BinsPerSecond);
        var power = Correlate(steepness, 0);
        if (!(power > 0)) return false;
        for (var lag = shortest; lag <= longest; lag++)
            if (Correlate(steepness, lag) >= LeastCorrelation * power && BestAround(steepness, 2 * lag) >= LeastAtDouble * power) return true;
        return false;
    }

    private static double BestAround(double[] values, int lag) =>
        Math.Max(Correlate(values, lag), Math.Max(Correlate(values, lag - 1), Correlate(values, lag + 1)));

    private static double Correlate(double[] values, int lag)
    {
        double sum = 0;
        for (var i = lag; i < values.Length; i++) sum += values[i] * values[i - lag];
        return sum / (values.Length - lag);
    }

    private static double[] Steepness(ReadOnlySpan<float> samples, int rateHz)
    {
        int reach = Math.Max(1, rateHz / 50), width = Math.Max(1, rateHz / BinsPerSecond);
        var bins = new double[samples.Length / width];
        for (var i = reach; i < bins.Length * width; i++)
            bins[i / width] = Math.Max(bins[i / width], Math.Abs(samples[i] - samples[i - reach]));
        var limit = LimitOverMedian * Signals.Percentiles.Of((double[])bins.Clone(), 50);
        double mean = 0;
        for (var i = 0; i < bins.Length; i++) mean += (bins[i] = Math.Min(bins[i], limit)) / bins.Length;
        for (var i = 0; i < bins.Length; i++) bins[i] -= mean;
        return bins;
    }
}
