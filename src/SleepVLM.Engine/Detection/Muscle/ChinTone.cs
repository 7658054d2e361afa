using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Muscle;

/// <summary>Muscle tone in the chin EMG, second by second, and its range over the night.</summary>
internal sealed class ChinTone
{
    /// <summary>A channel recorded slower than this cannot hold the EMG: Sleep-EDF's chin at 1 Hz is an envelope.</summary>
    private const double LeastSourceRateHz = 40;

    private const double AtoniaMicrovolts = 1, DoubtfulMicrovolts = 2;
    private const int NoiseReachSeconds = 30;

    private readonly ChannelSignal _channel;
    private readonly float[] _rectifiedMean;

    private ChinTone(ChannelSignal channel, float[] rectifiedMean, NightSignals night)
    {
        (_channel, _rectifiedMean) = (channel, rectifiedMean);
        var tones = Enumerable.Range(0, night.EpochCount).Where(epoch => night.IsWhole(epoch) && IsAssessable(epoch)).Select(Tone).ToArray();
        if (tones.Length == 0) return;
        Low = Percentiles.Of(tones, 5);
        Median = Percentiles.Of(tones, 50);
        High = Percentiles.Of(tones, 95);
        var usable = Enumerable.Range(0, rectifiedMean.Length).Where(IsUsable);
        SecondMedian = Percentiles.Of([.. usable.Select(second => (double)rectifiedMean[second])], 50);
    }

    /// <summary>5th percentile of the epochs' tone, microvolts; null where no epoch can be assessed.</summary>
    public double? Low { get; }

    /// <summary>Median of the epochs' tone, microvolts.</summary>
    public double? Median { get; }

    /// <summary>95th percentile of the epochs' tone, microvolts.</summary>
    public double? High { get; }

    /// <summary>Median of the seconds' tone, microvolts.</summary>
    public double? SecondMedian { get; }

    public Derivation Derivation => _channel.Derivation;

    /// <summary>Measures the chin channel; null where the recording has none that is an EMG.</summary>
    public static ChinTone? Of(NightSignals night)
    {
        if (night.Channel(ChannelRole.Chin) is not { } channel || channel.SourceRateHz < LeastSourceRateHz) return null;
        var rectifiedMean = new float[channel.Seconds];
        for (var second = 0; second < rectifiedMean.Length; second++)
        {
            var sum = 0f;
            foreach (var value in channel.Samples.Slice(second * channel.RateHz, channel.RateHz)) sum += Math.Abs(value);
            rectifiedMean[second] = sum / channel.RateHz;
        }

        return new ChinTone(channel, rectifiedMean, night);
    }

    public bool IsAssessable(int epoch) => _channel.Quality.IsAssessable(epoch);

    public bool IsUsable(int second) => _channel.Quality.IsUsable(second);

    /// <summary>Tone of one second, microvolts.</summary>
    public float At(int second) => _rectifiedMean[second];

    /// <summary>Mean over the usable seconds of an epoch, microvolts.</summary>
    public double Tone(int epoch) => UsableSeconds(epoch).Average(second => (double)_rectifiedMean[second]);

    /// <summary>Median over the usable seconds of an epoch, microvolts.</summary>
    public double Baseline(int epoch) => Percentiles.Of([.. UsableSeconds(epoch).Select(second => (double)_rectifiedMean[second])], 50);

    /// <summary>REM atonia index of an epoch, 0 (tone throughout) to 1 (atonia throughout).</summary>
    /// <remarks>Ferri et al., Sleep Medicine 2008 and 2010: tone of each second less the minimum of the 60 s around it; seconds up to 1 uV over all but those
    /// from 1 to 2 uV. Above 0.9 is normal in R, below 0.8 altered.</remarks>
    public double? AtoniaIndex(int epoch)
    {
        int atonia = 0, doubtful = 0, all = 0;
        foreach (var second in UsableSeconds(epoch))
        {
            var tone = _rectifiedMean[second] - SurroundingMinimum(second);
            atonia += tone <= AtoniaMicrovolts ? 1 : 0;
            doubtful += tone is > (float)AtoniaMicrovolts and <= (float)DoubtfulMicrovolts ? 1 : 0;
            all++;
        }

        return all > doubtful ? (double)atonia / (all - doubtful) : null;
    }

    /// <summary>Mean tone of the usable seconds from <paramref name="from"/> up to <paramref name="to"/>; null where there are none.</summary>
    public double? Mean(int from, int to)
    {
        double sum = 0;
        var count = 0;
        for (var second = Math.Max(0, from); second < Math.Min(to, _rectifiedMean.Length); second++)
            if (IsUsable(second)) (sum, count) = (sum + _rectifiedMean[second], count + 1);
        return count == 0 ? null : sum / count;
    }

    private float SurroundingMinimum(int second)
    {
        var least = _rectifiedMean[second];
        for (var i = Math.Max(0, second - NoiseReachSeconds); i < Math.Min(_rectifiedMean.Length, second + NoiseReachSeconds); i++)
            if (IsUsable(i)) least = Math.Min(least, _rectifiedMean[i]);
        return least;
    }

    private IEnumerable<int> UsableSeconds(int epoch) => Enumerable.Range(epoch * 30, 30).Where(IsUsable);
}
