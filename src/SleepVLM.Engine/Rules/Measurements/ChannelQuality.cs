using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>Which seconds of a channel can be measured.</summary>
internal sealed class ChannelQuality
{
    private const double FlatMicrovolts = 1, FlatChinMicrovolts = 0.05;
    private const double ImplausibleMicrovolts = 1000, ImplausibleChinMicrovolts = 3000;
    private const double LongestStandstillSeconds = 0.25;

    private readonly bool[] _flat, _unusable;
    private readonly float[] _peakToPeak;

    private ChannelQuality(int seconds) => (_flat, _unusable, _peakToPeak) = (new bool[seconds], new bool[seconds], new float[seconds]);

    /// <summary>Peak-to-peak amplitude of each second, microvolts.</summary>
    public ReadOnlySpan<float> PeakToPeakMicrovolts => _peakToPeak;

    /// <summary>Whether a second can be measured.</summary>
    public bool IsUsable(int second) => !_unusable[second];

    /// <summary>Seconds of an epoch that cannot be measured.</summary>
    public int UnusableSeconds(int epoch) => _unusable.AsSpan(epoch * 30, 30).Count(true);

    /// <summary>Seconds of an epoch without any signal.</summary>
    public int FlatSeconds(int epoch) => _flat.AsSpan(epoch * 30, 30).Count(true);

    /// <summary>Whether enough of an epoch can be measured.</summary>
    public bool IsAssessable(int epoch) => UnusableSeconds(epoch) <= SignalCriteria.MostUnusableSeconds;

    /// <summary>Looks at every second: flat, standing still as a clipped or frozen signal does, or beyond physiology.</summary>
    public static ChannelQuality Of(ReadOnlySpan<float> samples, int rateHz, ChannelRole role)
    {
        var quality = new ChannelQuality(samples.Length / rateHz);
        var (flat, implausible) = role == ChannelRole.Chin
            ? (FlatChinMicrovolts, ImplausibleChinMicrovolts)
            : (FlatMicrovolts, ImplausibleMicrovolts);
        for (var second = 0; second < quality._flat.Length; second++)
        {
            var (range, standstill) = Look(samples.Slice(second * rateHz, rateHz));
            quality._peakToPeak[second] = range;
            quality._flat[second] = !(range >= flat);
            quality._unusable[second] = quality._flat[second] || range > implausible || standstill >= LongestStandstillSeconds * rateHz;
        }

        return quality;
    }

    private static (float Range, int Standstill) Look(ReadOnlySpan<float> samples)
    {
        float low = samples[0], high = samples[0];
        int run = 0, longest = 0;
        for (var i = 1; i < samples.Length; i++)
        {
            low = Math.Min(low, samples[i]);
            high = Math.Max(high, samples[i]);
            run = samples[i] == samples[i - 1] ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return (high - low, longest);
    }
}
