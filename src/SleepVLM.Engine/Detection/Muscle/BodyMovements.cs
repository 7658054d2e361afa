using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Detection.Muscle;

/// <summary>Seconds obscured by body movement: a large deflection of EEG or EOG together with a burst of muscle activity.</summary>
/// <remarks>Above 150 uV peak to peak and three times the channel's median second, with chin tone above four times its median; muscle activity is read off 16-30 Hz of
/// the deflected EEG channel (eight times its median) where there is no chin.</remarks>
internal sealed class BodyMovements
{
    private const double LeastMicrovolts = 150, TimesMedian = 3, ToneTimesMedian = 4, BetaTimesMedian = 8;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"movement: {LeastMicrovolts} uV and {TimesMedian} times the median second, chin {ToneTimesMedian} times its median (without chin 16-30 Hz {BetaTimesMedian} times)");

    private readonly bool[] _seconds;

    private BodyMovements(bool[] seconds, ChannelSignal channel) => (_seconds, Channel) = (seconds, channel);

    /// <summary>The first channel looked at; events are told of it.</summary>
    public ChannelSignal Channel { get; }

    /// <summary>Seconds of an epoch.</summary>
    public int Seconds(int epoch) => _seconds.AsSpan(epoch * 30, 30).Count(true);

    /// <summary>Whether a second is obscured; false beyond the night.</summary>
    public bool this[int second] => (uint)second < (uint)_seconds.Length && _seconds[second];

    /// <summary>Whether a second or one of its neighbours is obscured.</summary>
    public bool IsNear(int second) => this[second - 1] || this[second] || this[second + 1];

    /// <summary>Looks at the whole night; null without EEG and EOG, or where neither chin nor EEG can tell muscle activity.</summary>
    public static BodyMovements? Of(NightSignals night, ChinTone? chin)
    {
        var hasChin = chin?.SecondMedian > 0;
        ChannelSignal[] judged = [.. night.Channels.Where(channel => hasChin ? channel.Role != ChannelRole.Chin : channel.IsEeg)];
        if (judged.Length == 0) return null;
        var seconds = new bool[judged[0].Seconds];
        foreach (var channel in judged)
        {
            var least = Math.Max(LeastMicrovolts, TimesMedian * MedianPeakToPeak(channel));
            var burst = MuscleBurst(channel, chin);
            for (var second = 0; second < seconds.Length; second++)
                seconds[second] |= channel.Quality.PeakToPeak[second] > least && burst(second);
        }

        return new BodyMovements(seconds, judged[0]);
    }

    /// <summary>Runs of such seconds.</summary>
    public IEnumerable<DetectedEvent> Events()
    {
        for (int start = 0, end; start < _seconds.Length; start = end)
        {
            end = start + 1;
            if (!_seconds[start]) continue;
            while (end < _seconds.Length && _seconds[end]) end++;
            var range = Channel.Quality.PeakToPeak.AsSpan(start..end).ToArray().Max();
            yield return Channel.Event(SleepEventKind.BodyMovement, start * Channel.RateHz, end * Channel.RateHz, range, 0,
                Math.Max(0.5, Score.Over(range, LeastMicrovolts)), OperatingPoint);
        }
    }

    private static double MedianPeakToPeak(ChannelSignal channel)
    {
        double[] usable = [.. Enumerable.Range(0, channel.Seconds).Where(second => channel.Quality.IsUsable(second)).Select(second => (double)channel.Quality.PeakToPeak[second])];
        return usable.Length == 0 ? 0 : Percentiles.Of(usable, 50);
    }

    private static Func<int, bool> MuscleBurst(ChannelSignal channel, ChinTone? chin)
    {
        if (chin?.SecondMedian is > 0 and var tone) return second => chin.At(second) > ToneTimesMedian * tone;
        var (low, high) = EegBands.Edges(EegBand.Beta);
        var spectrogram = channel.Spectrogram;
        var beta = new double[channel.Seconds];
        for (var second = 0; second < beta.Length; second++) beta[second] = spectrogram.Power(spectrogram.At(second), low, high);
        var usable = beta.Where((_, second) => channel.Quality.IsUsable(second)).ToArray();
        if (usable.Length == 0) return _ => false;
        var least = BetaTimesMedian * Percentiles.Of(usable, 50);
        return second => beta[second] > least;
    }
}
