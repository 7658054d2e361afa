using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>Seconds obscured by body movement: a large deflection of EEG or EOG together with a burst of muscle activity.</summary>
/// <remarks>Muscle activity is read off the chin, or off 16-30 Hz of the deflected EEG channel where there is no chin.</remarks>
internal sealed class MovementMeter
{
    private const double LeastMicrovolts = 150, TimesMedian = 3, ToneTimesMedian = 4, BetaTimesMedian = 8;

    private readonly bool[] _seconds;

    private MovementMeter(bool[] seconds, Derivation derivation) => (_seconds, Derivation) = (seconds, derivation);

    /// <summary>The first channel looked at.</summary>
    public Derivation Derivation { get; }

    /// <summary>Seconds of an epoch.</summary>
    public int Seconds(int epoch) => _seconds.AsSpan(epoch * 30, 30).Count(true);

    /// <summary>Looks at the whole night; null without EEG and EOG, or where neither chin nor EEG can tell muscle activity.</summary>
    public static MovementMeter? Of(IReadOnlyList<NightChannel> eegAndEog, ChinMeter? chin)
    {
        var judged = chin?.SecondMedian > 0 ? eegAndEog : [.. eegAndEog.Where(channel => channel.IsEeg)];
        if (judged.Count == 0) return null;
        var seconds = new bool[judged[0].Samples.Length / judged[0].RateHz];
        foreach (var channel in judged)
        {
            var least = Math.Max(LeastMicrovolts, TimesMedian * MedianPeakToPeak(channel));
            var burst = MuscleBurst(channel, chin);
            for (var second = 0; second < seconds.Length; second++)
                seconds[second] |= channel.Quality.PeakToPeakMicrovolts[second] > least && burst(second);
        }

        return new MovementMeter(seconds, judged[0].Derivation);
    }

    private static double MedianPeakToPeak(NightChannel channel)
    {
        var usable = Enumerable.Range(0, channel.Quality.PeakToPeakMicrovolts.Length)
            .Where(channel.Quality.IsUsable).Select(second => (double)channel.Quality.PeakToPeakMicrovolts[second]).ToArray();
        return usable.Length == 0 ? 0 : Percentiles.Of(usable, 50);
    }

    private static Func<int, bool> MuscleBurst(NightChannel channel, ChinMeter? chin)
    {
        if (chin?.SecondMedian is > 0 and var tone) return second => chin.At(second) > ToneTimesMedian * tone;
        var (low, high) = EegBands.Edges(EegBand.Beta);
        var spectrogram = channel.Spectrogram;
        var beta = new double[channel.Samples.Length / channel.RateHz];
        for (var second = 0; second < beta.Length; second++) beta[second] = spectrogram.Power(spectrogram.At(second), low, high);
        var usable = beta.Where((_, second) => channel.Quality.IsUsable(second)).ToArray();
        if (usable.Length == 0) return _ => false;
        var least = BetaTimesMedian * Percentiles.Of(usable, 50);
        return second => beta[second] > least;
    }
}
