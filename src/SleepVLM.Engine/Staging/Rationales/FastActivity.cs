using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Power of 16-30 Hz against its level in the night's deepest sleep: low in sleep, raised by wakefulness with open eyes and by muscle.</summary>
public sealed class FastActivity
{
    private const double DeepShare = 1 / 3.0;
    private static readonly ChannelRole[] Roles = [ChannelRole.C4, ChannelRole.F4, ChannelRole.O2];

    private FastActivity(double? deepSleepDb) => DeepSleepDb = deepSleepDb;

    /// <summary>Median over the third of the epochs in which 0.5-4 Hz most outweigh 16-30 Hz, dB re 1 uV^2; null without EEG.</summary>
    public double? DeepSleepDb { get; }

    /// <summary>Learns the level of a night.</summary>
    public static FastActivity Of(IEnumerable<EpochMeasurements?> night)
    {
        var byDepth = night.OfType<EpochMeasurements>()
            .Select(e => (Depth: DepthDb(e), Fast: Band(e, EegBand.Beta)?.Value)).Where(e => e.Depth is not null)
            .OrderByDescending(e => e.Depth).Select(e => e.Fast!.Value).ToList();
        var deep = byDepth.Take((int)Math.Ceiling(byDepth.Count * DeepShare)).Order().ToList();
        return new FastActivity(deep.Count == 0 ? null : deep[deep.Count / 2]);
    }

    /// <summary>Rise of an epoch over that level, dB, in C4, else F4, else O2; null where not assessable.</summary>
    public Measurement? RiseOf(EpochMeasurements epoch) => DeepSleepDb is { } deep && Band(epoch, EegBand.Beta) is { } fast
        ? fast with { Name = "fast activity over deep sleep", Value = fast.Value - deep }
        : null;

    /// <summary>Power of 0.5-4 Hz over that of 16-30 Hz, dB: grows with depth of sleep.</summary>
    internal static double? DepthDb(EpochMeasurements epoch) => Band(epoch, EegBand.Delta)?.Value - Band(epoch, EegBand.Beta)?.Value;

    /// <summary>Power of 0.5-8 Hz over that of 16-30 Hz, dB.</summary>
    internal static double? SlowRatioDb(EpochMeasurements epoch) => Band(epoch, EegBand.Beta) is { } fast
        ? 10 * Math.Log10(Power(Band(epoch, EegBand.Delta)) + Power(Band(epoch, EegBand.Theta)) + 1e-12) - fast.Value
        : null;

    private static Measurement? Band(EpochMeasurements epoch, EegBand band)
    {
        foreach (var role in Roles)
            if (epoch.Other.TryGetValue(MeasurementNames.BandPower(role, band), out var power) && double.IsFinite(power.Value)) return power;
        return null;
    }

    private static double Power(Measurement? decibels) => decibels is null ? 0 : Math.Pow(10, decibels.Value / 10);
}
