using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>Seconds of slow wave of one channel, and how far they are from another answer.</summary>
internal sealed class SlowWaveMeter
{
    /// <summary>Rule N3.1: a fifth of 30 s.</summary>
    private const double NeededSeconds = 6;

    private readonly ChannelSignal _channel;
    private readonly Stretches _all, _smaller;

    public SlowWaveMeter(ChannelSignal channel, List<SlowWavePair> pairs)
    {
        _channel = channel;
        _smaller = new Stretches([.. pairs.Select(pair => pair.Wave)], channel.Samples.Length);
        _all = new Stretches([.. pairs.Where(pair => pair.Wave.Size > SignalCriteria.SlowWaveMicrovolts).Select(pair => pair.Wave)], channel.Samples.Length);
    }

    /// <summary>Waves above 75 uV, overlapping ones of a train included.</summary>
    public Stretches All => _all;

    /// <summary>Seconds of an epoch covered by waves above 75 uV.</summary>
    public double Seconds(int epoch) => (double)_all.Covered(First(epoch), First(epoch + 1)) / _channel.RateHz;

    /// <summary>Microvolts by which the amplitude that waves must exceed could be raised (lowered, where negative) until the epoch holds just 6 s of them.</summary>
    /// <returns>Null where even waves of 40 uV do not fill 6 s.</returns>
    public double? MarginMicrovolts(int epoch)
    {
        int from = First(epoch), to = First(epoch + 1), reach = 2 * _channel.RateHz;
        var waves = _smaller.Centred(from - reach, to + reach).ToArray();
        Array.Sort(waves, (a, b) => b.Size.CompareTo(a.Size));
        var covered = new bool[to - from];
        var count = 0;
        foreach (var wave in waves)
        {
            for (var i = Math.Max(wave.Start, from); i < Math.Min(wave.End, to); i++)
                if (!covered[i - from]) (covered[i - from], count) = (true, count + 1);
            if (count >= NeededSeconds * _channel.RateHz) return wave.Size - SignalCriteria.SlowWaveMicrovolts;
        }

        return null;
    }

    private int First(int epoch) => epoch * 30 * _channel.RateHz;
}
