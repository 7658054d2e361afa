using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>Seconds in which alpha rhythm dominates (AASM manual, stage W and N1: 8-13 Hz, over the occiput).</summary>
/// <remarks>8-13 Hz holds at least half of the power of 4-30 Hz (a falling background gives it about a quarter), is more than a trace, and
/// its weight lies below the spindles.</remarks>
internal sealed class AlphaRhythm
{
    private const double LeastShare = 0.5, LeastMicrovoltsRms = 2;
    private const double LowestHz = 4, HighestHz = 30, SpindleLowHz = 12, SpindleHighHz = 16;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"alpha: {SignalCriteria.AlphaLowHz}-{SignalCriteria.AlphaHighHz} Hz at least {LeastShare} of {LowestHz}-{HighestHz} Hz and {LeastMicrovoltsRms} uV RMS in windows of 2.56 s, each second");

    private readonly ChannelSignal _channel;
    private readonly double[] _share;

    private AlphaRhythm(ChannelSignal channel, double[] share) => (_channel, _share) = (channel, share);

    public ChannelSignal Channel => _channel;

    public static AlphaRhythm Of(ChannelSignal channel)
    {
        var spectrogram = channel.Spectrogram;
        var share = new double[channel.Seconds];
        for (var second = 0; second < share.Length; second++)
        {
            if (!channel.Quality.IsUsable(second)) continue;
            var density = spectrogram.At(second);
            var power = spectrogram.Power(density, SignalCriteria.AlphaLowHz, SignalCriteria.AlphaHighHz);
            if (power < LeastMicrovoltsRms * LeastMicrovoltsRms
                || spectrogram.Power(density, SignalCriteria.AlphaLowHz, SpindleLowHz) < spectrogram.Power(density, SpindleLowHz, SpindleHighHz)) continue;
            share[second] = power / spectrogram.Power(density, LowestHz, HighestHz);
        }

        return new AlphaRhythm(channel, share);
    }

    /// <summary>Whether a second holds alpha rhythm; false where it cannot be used.</summary>
    public bool this[int second] => _share[second] >= LeastShare;

    /// <summary>Share of an epoch's usable seconds, percent.</summary>
    public double Percent(int epoch)
    {
        int found = 0, usable = 0;
        for (var second = 30 * epoch; second < 30 * epoch + 30; second++)
        {
            usable += _channel.Quality.IsUsable(second) ? 1 : 0;
            found += this[second] ? 1 : 0;
        }

        return usable == 0 ? 0 : 100.0 * found / usable;
    }

    /// <summary>Runs of alpha seconds.</summary>
    public IEnumerable<DetectedEvent> Events()
    {
        var rateHz = _channel.RateHz;
        for (int start = 0, end; start < _share.Length; start = end)
        {
            end = start + 1;
            if (!this[start]) continue;
            while (end < _share.Length && this[end]) end++;
            var mean = MeanDensity(start, end);
            var rms = Math.Sqrt(_channel.Spectrogram.Power(mean, SignalCriteria.AlphaLowHz, SignalCriteria.AlphaHighHz));
            var score = Score.Over(_share.AsSpan(start, end - start).ToArray().Average(), LeastShare);
            yield return _channel.Event(SleepEventKind.AlphaRhythm, start * rateHz, end * rateHz, 2 * Math.Sqrt(2) * rms,
                SpectralPeak.Hz(_channel.Spectrogram, mean, SignalCriteria.AlphaLowHz, SignalCriteria.AlphaHighHz), score, OperatingPoint);
        }
    }

    /// <summary>The subject's alpha frequency: the peak of the mean spectrum of all alpha seconds; null with fewer than ten.</summary>
    public double? FrequencyHz()
    {
        var mean = new float[_channel.Spectrogram.Bins];
        var count = 0;
        for (var second = 0; second < _share.Length; second++)
        {
            if (!this[second]) continue;
            count++;
            System.Numerics.Tensors.TensorPrimitives.Add(mean, _channel.Spectrogram.At(second), mean);
        }

        return count < 10 ? null : SpectralPeak.Hz(_channel.Spectrogram, mean, SignalCriteria.AlphaLowHz, SignalCriteria.AlphaHighHz);
    }

    private float[] MeanDensity(int start, int end)
    {
        var mean = new float[_channel.Spectrogram.Bins];
        for (var second = start; second < end; second++)
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(_channel.Spectrogram.At(second), 1f / (end - start), mean, mean);
        return mean;
    }
}
