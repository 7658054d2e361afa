using SleepVLM.Engine.Detection.Muscle;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Joint;

/// <summary>Seconds that may be stage R by what does not depend on eye movements: chin tone of the night's lower half, little slow activity, no spindles.</summary>
/// <remarks>Tone and power of 0.5-2 Hz are means of 31 s and told by their rank among all seconds of the recording, of which there must be 20 minutes.</remarks>
internal sealed class RemLikeSeconds
{
    private const double MostToneRank = 0.5, MostSlowRank = 0.7, SlowLowHz = 0.5, SlowHighHz = 2;
    private const int ReachSeconds = 15, SpindleReachSeconds = 60, MostSpindles = 6, FewestSeconds = 1200;

    private readonly double[] _toneRank, _slowRank;
    private readonly Stretches[] _spindles;
    private readonly int _rateHz;

    private RemLikeSeconds(double[] tone, double[] slow, Stretches[] spindles, int rateHz) =>
        (_toneRank, _slowRank, _spindles, _rateHz) = (Ranks(Means(tone)), Ranks(Means(slow)), spindles, rateHz);

    /// <summary>Looks at the whole night; null where it is short, or has no chin EMG or no EEG.</summary>
    /// <param name="chin">Tone.</param>
    /// <param name="eeg">The foremost EEG channel.</param>
    /// <param name="spindles">Of each EEG channel.</param>
    public static RemLikeSeconds? Of(ChinTone? chin, ChannelSignal? eeg, IEnumerable<Stretches> spindles)
    {
        if (chin is null || eeg is null || eeg.Seconds < FewestSeconds) return null;
        var seconds = Enumerable.Range(0, eeg.Seconds);
        return new RemLikeSeconds(
            [.. seconds.Select(second => (double)chin.At(second))],
            [.. seconds.Select(second => eeg.Spectrogram.Power(eeg.Spectrogram.At(second), SlowLowHz, SlowHighHz))], [.. spindles], eeg.RateHz);
    }

    /// <summary>Whether a second looks like R; at most six spindles, each channel for itself, within a minute are let pass.</summary>
    public bool this[int second] => (uint)second < (uint)_toneRank.Length && _toneRank[second] < MostToneRank && _slowRank[second] < MostSlowRank
        && _spindles.Sum(found => found.Centred((second - SpindleReachSeconds) * _rateHz, (second + SpindleReachSeconds) * _rateHz).Length) <= MostSpindles;

    private static double[] Means(double[] values)
    {
        var before = new double[values.Length + 1];
        for (var i = 0; i < values.Length; i++) before[i + 1] = before[i] + values[i];
        return [.. values.Select((_, i) =>
        {
            var (from, to) = (Math.Max(0, i - ReachSeconds), Math.Min(values.Length, i + ReachSeconds + 1));
            return (before[to] - before[from]) / (to - from);
        })];
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        var ranks = new double[values.Length];
        for (var i = 0; i < order.Length; i++) ranks[order[i]] = (double)i / order.Length;
        return ranks;
    }
}
