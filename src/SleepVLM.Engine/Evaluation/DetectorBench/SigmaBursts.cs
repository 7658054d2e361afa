using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>Tells bursts of background sigma that a scorer could not tell from a listed spindle: 0.5 s of 11-16 Hz as large as the listed ones.</summary>
/// <remarks>Background sigma that swells is in no list of planted events. Size is the largest root mean square of 0.5 s of 11-16 Hz in the event's derivation; as
/// large is at least the median of the night's listed spindles, measured alike. The measure is that of the definition (AASM manual), not of a detector.</remarks>
internal sealed class SigmaBursts
{
    private const double WindowSeconds = 0.5, LowHz = 10.5, HighHz = 16.5;

    private readonly Dictionary<ChannelRole, MovingSums> _power;
    private readonly int _rateHz;
    private readonly double _listed;

    /// <param name="night">Filtered signals.</param>
    /// <param name="listed">True spindles.</param>
    public SigmaBursts(NightSignals night, IEnumerable<SleepEvent> listed)
    {
        _power = night.Eeg.ToDictionary(channel => channel.Role, channel =>
        {
            var sigma = channel.Filtered(Sections.BandPass(4, LowHz, HighHz, channel.RateHz));
            return MovingSums.Of(sigma, sigma);
        });
        _rateHz = night.Channels[0].RateHz;
        double[] sizes = [.. listed.Where(item => _power.ContainsKey(item.Channel)).Select(MeanSquare)];
        _listed = sizes.Length == 0 ? double.PositiveInfinity : Percentiles.Of(sizes, 50);
    }

    /// <summary>Whether an event is as large as the listed spindles.</summary>
    public bool IsAsLarge(SleepEvent item) => MeanSquare(item) >= _listed;

    private double MeanSquare(SleepEvent item)
    {
        double largest = 0;
        int window = (int)(WindowSeconds * _rateHz), to = (int)(item.EndSeconds * _rateHz);
        for (var from = (int)(item.OnsetSeconds * _rateHz); from + window <= Math.Max(to, (int)(item.OnsetSeconds * _rateHz) + window); from++)
            largest = Math.Max(largest, _power[item.Channel].Mean(from, from + window));
        return largest;
    }
}
