using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>Levels of one EEG channel over the night, to which its epochs are compared: sleepers and amplifiers differ by more than stages do.</summary>
/// <remarks>Deep sleep is the third of the epochs in which 0.5-4 Hz most outweigh 16-30 Hz; levels are medians, dB re 1 uV^2.</remarks>
internal sealed class NightLevels
{
    private const double DeepShare = 1 / 3.0;

    private readonly ChannelRole _role;
    private readonly Dictionary<EegBand, (double Deep, double Night)> _levels = [];

    private NightLevels(ChannelRole role) => _role = role;

    /// <summary>Learns the levels; null where no epoch of the channel was measured.</summary>
    public static NightLevels? Of(IEnumerable<EpochMeasurements?> night, ChannelRole role)
    {
        var levels = new NightLevels(role);
        var epochs = night.OfType<EpochMeasurements>().Where(epoch => levels.Level(epoch, EegBand.Delta) is not null)
            .OrderByDescending(epoch => levels.Level(epoch, EegBand.Delta) - levels.Level(epoch, EegBand.Beta)).ToList();
        if (epochs.Count == 0) return null;
        var deep = epochs.Take((int)Math.Ceiling(epochs.Count * DeepShare)).ToList();
        foreach (var band in Enum.GetValues<EegBand>()) levels._levels[band] = (levels.Median(deep, band), levels.Median(epochs, band));
        return levels;
    }

    /// <summary>Power of a band in an epoch, dB; null where the channel could not be measured there.</summary>
    public double? Level(EpochMeasurements epoch, EegBand band) =>
        epoch.Other.TryGetValue(MeasurementNames.BandPower(_role, band), out var power) && double.IsFinite(power.Value) ? power.Value : null;

    /// <summary>The same over the level of deep sleep.</summary>
    public double? OverDeepSleep(EpochMeasurements epoch, EegBand band) => Level(epoch, band) - _levels[band].Deep;

    /// <summary>The same over the median of the night.</summary>
    public double? OverNight(EpochMeasurements epoch, EegBand band) => Level(epoch, band) - _levels[band].Night;

    /// <summary>How far the seconds of an epoch range in a band, dB.</summary>
    public double? Unrest(EpochMeasurements epoch, EegBand band) =>
        epoch.Other.TryGetValue(MeasurementNames.BandUnrest(_role, band), out var unrest) ? unrest.Value : null;

    private double Median(IEnumerable<EpochMeasurements> epochs, EegBand band)
    {
        var sorted = epochs.Select(epoch => Level(epoch, band)!.Value).Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
