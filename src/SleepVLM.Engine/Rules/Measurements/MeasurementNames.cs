using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;

namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>Names under which <see cref="NightAnalyzer"/> files its measurements; keys of <see cref="EpochMeasurements.Other"/>.</summary>
/// <remarks>A key is absent where the signal did not allow the measurement.</remarks>
public static class MeasurementNames
{
    /// <summary>Seconds of 0.5-2 Hz waves above 75 uV peak to peak, s.</summary>
    public const string SlowWaveSeconds = "slow-wave seconds";

    /// <summary>Share of seconds in which 8-13 Hz dominates, %.</summary>
    public const string AlphaPercent = "alpha share";

    /// <summary>Mean rectified chin EMG, uV.</summary>
    public const string ChinTone = "chin tone";

    /// <summary>Median of the chin tone of single seconds, uV: blind to twitches.</summary>
    public const string ChinBaseline = "chin baseline tone";

    /// <summary>Place of the chin tone between the night's 5th (0 %) and 95th percentile (100 %), logarithmic, not clamped; absent where the
    /// night's range is narrow.</summary>
    public const string ChinTonePlace = "chin tone place";

    /// <summary>Largest slow wave, uV peak to peak, with its stretch.</summary>
    public const string LargestSlowWave = "largest slow wave";

    /// <summary>Microvolts by which the amplitude that a slow wave must exceed could be raised (lowered where negative) until the epoch holds just the 6 s
    /// of rule N3.1, uV; absent where even waves of 40 uV do not fill them.</summary>
    public const string SlowWaveMargin = "slow-wave margin";

    /// <summary>K complexes whose centre lies in the epoch, count; stretch of the largest.</summary>
    public const string KComplexes = "K complexes";

    /// <summary>The same in the first 15 s of the epoch.</summary>
    public const string KComplexesFirstHalf = "K complexes, first half";

    /// <summary>The same in the last 15 s of the epoch.</summary>
    public const string KComplexesLastHalf = "K complexes, last half";

    /// <summary>Seconds covered by spindles, s.</summary>
    public const string SpindleSeconds = "spindle seconds";

    /// <summary>The same in the first 15 s of the epoch.</summary>
    public const string SpindleSecondsFirstHalf = "spindle seconds, first half";

    /// <summary>The same in the last 15 s of the epoch.</summary>
    public const string SpindleSecondsLastHalf = "spindle seconds, last half";

    /// <summary>Longest spindle, s, with its stretch; absent where there is none.</summary>
    public const string LongestSpindle = "longest spindle";

    /// <summary>Longest run of alpha seconds, s, with its stretch; absent where there is none.</summary>
    public const string LongestAlphaRun = "longest alpha run";

    /// <summary>Frequency between 4 and 13 Hz that stands highest over the falling spectrum, Hz (occipital).</summary>
    public const string BackgroundFrequency = "background frequency";

    /// <summary>Share of seconds with low-amplitude mixed-frequency EEG, %: 4-7 Hz outweighs 8-13 Hz, no slow wave, no alpha rhythm.</summary>
    public const string MixedFrequencyPercent = "low-amplitude mixed-frequency share";

    /// <summary>REM atonia index (Ferri et al. 2008), 0 to 1: near 1 where the chin is without tone.</summary>
    public const string AtoniaIndex = "atonia index";

    /// <summary>Fast opposite-phase deflections of the two EOG channels, count; blinks included. Stretch of the largest.</summary>
    public const string FastEyeMovements = "fast eye movements";

    /// <summary>Largest fast opposite-phase deflection, uV of 0.5-5 Hz in each EOG channel, with its stretch; absent where there is none.</summary>
    public const string LargestEyeMovement = "largest fast eye movement";

    /// <summary>Share of seconds with slow opposite-phase rolling of the eyes, %.</summary>
    public const string SlowEyeMovementPercent = "slow eye movement share";

    /// <summary>Seconds obscured by movement, s.</summary>
    public const string MovementSeconds = "movement seconds";

    private static readonly string[] Unusable = [.. Enum.GetValues<ChannelRole>().Select(role => $"unusable seconds {role}")];
    private static readonly string[] Flat = [.. Enum.GetValues<ChannelRole>().Select(role => $"flat seconds {role}")];
    private static readonly string[] Absolute = [.. Pairs().Select(pair => $"{Lower(pair.Band)} power {pair.Role}")];
    private static readonly string[] Unrest = [.. Pairs().Select(pair => $"{Lower(pair.Band)} unrest {pair.Role}")];
    private static readonly string[] Relative = [.. Pairs().Select(pair => $"relative {Lower(pair.Band)} power {pair.Role}")];

    /// <summary>Seconds of a channel that are flat, clipped or beyond physiology, s; present for every recorded channel.</summary>
    public static string UnusableSeconds(ChannelRole role) => Unusable[(int)role];

    /// <summary>Seconds of a channel without any signal, s; present for every recorded channel.</summary>
    public static string FlatSeconds(ChannelRole role) => Flat[(int)role];

    /// <summary>Power of a band in one EEG channel, dB re 1 uV².</summary>
    public static string BandPower(ChannelRole role, EegBand band) => Absolute[Place(role, band)];

    /// <summary>Power of a band in one EEG channel, % of 0.5-30 Hz. Neighbouring bands overlap, so they may add up to more than 100.</summary>
    public static string RelativeBandPower(ChannelRole role, EegBand band) => Relative[Place(role, band)];

    /// <summary>How far single seconds range in a band of one EEG channel: 90th less 10th percentile over the usable seconds of the epoch, dB.</summary>
    public static string BandUnrest(ChannelRole role, EegBand band) => Unrest[Place(role, band)];

    private static int Place(ChannelRole role, EegBand band) => (int)role * EegBands.Count + (int)band;

    private static string Lower(EegBand band) => band.ToString().ToLowerInvariant();

    private static IEnumerable<(ChannelRole Role, EegBand Band)> Pairs() =>
        from role in Enum.GetValues<ChannelRole>() from band in Enum.GetValues<EegBand>() select (role, band);
}
