using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Detection.Quality;

/// <summary>What is wrong with a channel and which of its seconds can be used.</summary>
internal sealed class ChannelQuality
{
    private readonly bool[] _flat, _unusable;
    private readonly int[] _unusableBefore;
    private readonly SignalFault[] _faults;

    private ChannelQuality(SecondLook look, SignalFault[] epochFaults)
    {
        (PeakToPeak, _flat, _faults) = (look.PeakToPeak, look.Flat, epochFaults);
        _unusable = new bool[look.Flat.Length];
        for (var second = 0; second < _unusable.Length; second++)
        {
            var wholeEpoch = epochFaults[second / 30] & EpochFaults.MakesUnusable;
            _unusable[second] = (look.Faults[second] & SecondLook.MakesUnusable) != 0 || wholeEpoch != 0;
        }

        for (var second = 0; second < _unusable.Length; second++) _faults[second / 30] |= look.Faults[second];
        _unusableBefore = new int[_unusable.Length + 1];
        for (var second = 0; second < _unusable.Length; second++)
            _unusableBefore[second + 1] = _unusableBefore[second] + (_unusable[second] ? 1 : 0);
    }

    /// <summary>Peak-to-peak amplitude of each second, microvolts.</summary>
    public float[] PeakToPeak { get; }

    /// <summary>Whether a second can be used; false beyond the night.</summary>
    public bool IsUsable(int second) => (uint)second < (uint)_unusable.Length && !_unusable[second];

    /// <summary>Whether every second that an interval touches can be used.</summary>
    public bool IsUsable(double fromSeconds, double toSeconds)
    {
        int from = Math.Max(0, (int)fromSeconds), to = Math.Min(_unusable.Length, (int)Math.Ceiling(toSeconds));
        return to <= from || _unusableBefore[to] == _unusableBefore[from];
    }

    /// <summary>Seconds of an epoch that cannot be used.</summary>
    public int UnusableSeconds(int epoch) => _unusableBefore[30 * epoch + 30] - _unusableBefore[30 * epoch];

    /// <summary>Seconds of an epoch without any signal.</summary>
    public int FlatSeconds(int epoch) => _flat.AsSpan(epoch * 30, 30).Count(true);

    /// <summary>Whether enough of an epoch can be used.</summary>
    public bool IsAssessable(int epoch) => UnusableSeconds(epoch) <= SignalCriteria.MostUnusableSeconds;

    /// <summary>Everything that is wrong in an epoch.</summary>
    public SignalFault Faults(int epoch) => _faults[epoch];

    /// <summary>Looks at every second and every epoch of a channel.</summary>
    /// <param name="samples">Filtered, microvolts.</param>
    /// <param name="rateHz">Their rate.</param>
    /// <param name="role">Chin EMG has limits of its own.</param>
    /// <param name="raw">What was seen before the filters, or null.</param>
    /// <param name="spectrogram">Of the channel; null for the chin.</param>
    public static ChannelQuality Of(ReadOnlySpan<float> samples, int rateHz, ChannelRole role, RawSeconds? raw, Spectrogram? spectrogram)
    {
        var look = SecondLook.Of(samples, rateHz, role, raw);
        return new ChannelQuality(look, EpochFaults.Of(samples, rateHz, role, raw, look, spectrogram));
    }
}
