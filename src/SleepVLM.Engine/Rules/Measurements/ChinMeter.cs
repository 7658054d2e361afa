using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>Muscle tone in the chin EMG, second by second, and its range over the night.</summary>
internal sealed class ChinMeter
{
    /// <summary>A channel recorded slower than this cannot hold the EMG: Sleep-EDF's chin at 1 Hz is an envelope.</summary>
    private const double LeastSourceRateHz = 40;

    private readonly NightChannel _channel;
    private readonly float[] _rectifiedMean;

    private ChinMeter(NightChannel channel, float[] rectifiedMean, PreparedNight night)
    {
        (_channel, _rectifiedMean) = (channel, rectifiedMean);
        var tones = Enumerable.Range(0, night.EpochCount)
            .Where(epoch => night.WhyUnscorable(new EpochIndex(epoch)) is null && IsAssessable(epoch))
            .Select(Tone).ToArray();
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
    public static ChinMeter? Of(NightChannel? channel, PreparedNight night)
    {
        if (channel is null || channel.SourceRateHz < LeastSourceRateHz) return null;
        var rectifiedMean = new float[channel.Samples.Length / channel.RateHz];
        for (var second = 0; second < rectifiedMean.Length; second++)
        {
            var sum = 0f;
            foreach (var value in channel.Samples.Slice(second * channel.RateHz, channel.RateHz)) sum += Math.Abs(value);
            rectifiedMean[second] = sum / channel.RateHz;
        }

        return new ChinMeter(channel, rectifiedMean, night);
    }

    public bool IsAssessable(int epoch) => _channel.Quality.IsAssessable(epoch);

    public bool IsUsable(int second) => _channel.Quality.IsUsable(second);

    /// <summary>Tone of one second, microvolts.</summary>
    public float At(int second) => _rectifiedMean[second];

    /// <summary>Mean over the usable seconds of an epoch, microvolts.</summary>
    public double Tone(int epoch) => UsableSeconds(epoch).Average();

    /// <summary>Median over the usable seconds of an epoch, microvolts.</summary>
    public double Baseline(int epoch) => Percentiles.Of([.. UsableSeconds(epoch)], 50);

    private IEnumerable<double> UsableSeconds(int epoch) =>
        Enumerable.Range(epoch * 30, 30).Where(IsUsable).Select(second => (double)_rectifiedMean[second]);
}
