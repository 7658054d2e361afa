using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging;

/// <summary>Every limit of the <see cref="RuleStager"/>. Changing one changes decisions, so the whole has a hash.</summary>
public sealed record RuleStagerSettings
{
    /// <summary>Seconds of slow wave that make N3. <value>6, a fifth of the epoch (N3.1).</value></summary>
    public double SlowWaveSecondsForN3 { get; init; } = 6;

    /// <summary>
    /// Lowest need to which a night of small slow waves may bring that down, seconds; equal to <see cref="SlowWaveSecondsForN3"/> for the rule to the letter.
    /// <value>3.</value>
    /// </summary>
    public double LeastSlowWaveSecondsForN3 { get; init; } = 3;

    /// <summary>Share of alpha from which an epoch leans to W, percent. <value>50 (W.1).</value></summary>
    public double AlphaPercentForWake { get; init; } = 50;

    /// <summary>Part of the way from the level of 16-30 Hz in deep sleep to that of the shallowest epochs at which an epoch leans to W. <value>0.6.</value></summary>
    public double FastActivityShareForWake { get; init; } = 0.6;

    /// <summary>Least rise of 16-30 Hz over its level in deep sleep that may lean to W, decibels. <value>2.</value></summary>
    public double LeastFastActivityRiseDb { get; init; } = 2;

    /// <summary>Largest rise that may be asked for, decibels. <value>3.5.</value></summary>
    public double MostFastActivityRiseDb { get; init; } = 3.5;

    /// <summary>
    /// Least ratio of 0.5-8 Hz to 16-30 Hz in an epoch in which spindles and K complexes are believed, decibels. <value>9 (A7: 0.9 in log10).</value>
    /// </summary>
    public double LeastSlowRatioForMarksDb { get; init; } = 9;

    /// <summary>Highest place of chin tone in the night's range (0 to 1) that still counts as low for R. <value>0.4.</value></summary>
    public double HighestChinPlaceForRem { get; init; } = 0.4;

    /// <summary>Rapid eye movements that make definite R. <value>1 (R.1).</value></summary>
    public int RapidEyeMovementsForRem { get; init; } = 1;

    /// <summary>Longest stretch with stray marks that joins two stretches of R, epochs; 0 for none. <value>3.</value></summary>
    public int LongestRemBridgeEpochs { get; init; } = 3;

    /// <summary>Minutes of sleep before R is looked for where eye movements are not recorded. <value>45.</value></summary>
    public double SleepMinutesBeforeUnseenRem { get; init; } = 45;

    /// <summary>Shortest stretch of R that is believed where eye movements are not recorded, epochs. <value>5.</value></summary>
    public int LeastEpochsOfUnseenRem { get; init; } = 5;

    /// <summary>Spindles and K complexes of such a stretch, as a part of what N2 holds in this night. <value>0.4.</value></summary>
    public double MarkShareOfUnseenRem { get; init; } = 0.4;

    /// <summary>Seconds of movement that obscure an epoch. <value>15 (MBM).</value></summary>
    public double MajorMovementSeconds { get; init; } = 15;

    /// <summary>SHA-256 over every setting by name, hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        GetType().GetProperties().Where(p => p.CanWrite).OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => $"{p.Name}={Convert.ToString(p.GetValue(this), CultureInfo.InvariantCulture)}")))));

    /// <summary>Checks every limit.</summary>
    /// <returns>These settings.</returns>
    /// <exception cref="SleepVlmException">A limit is outside what it can mean.</exception>
    public RuleStagerSettings Validated()
    {
        Within(SlowWaveSecondsForN3, 0.5, 30, nameof(SlowWaveSecondsForN3));
        Within(LeastSlowWaveSecondsForN3, 0.5, SlowWaveSecondsForN3, nameof(LeastSlowWaveSecondsForN3));
        Within(AlphaPercentForWake, 1, 100, nameof(AlphaPercentForWake));
        Within(FastActivityShareForWake, 0.05, 0.95, nameof(FastActivityShareForWake));
        Within(LeastFastActivityRiseDb, 0.1, 30, nameof(LeastFastActivityRiseDb));
        Within(MostFastActivityRiseDb, LeastFastActivityRiseDb, 30, nameof(MostFastActivityRiseDb));
        Within(LeastSlowRatioForMarksDb, -30, 40, nameof(LeastSlowRatioForMarksDb));
        Within(HighestChinPlaceForRem, 0, 1, nameof(HighestChinPlaceForRem));
        Within(RapidEyeMovementsForRem, 1, 30, nameof(RapidEyeMovementsForRem));
        Within(LongestRemBridgeEpochs, 0, 100, nameof(LongestRemBridgeEpochs));
        Within(SleepMinutesBeforeUnseenRem, 0, 600, nameof(SleepMinutesBeforeUnseenRem));
        Within(LeastEpochsOfUnseenRem, 1, 200, nameof(LeastEpochsOfUnseenRem));
        Within(MarkShareOfUnseenRem, 0, 1, nameof(MarkShareOfUnseenRem));
        Within(MajorMovementSeconds, 1, 30, nameof(MajorMovementSeconds));
        return this;
    }

    private static void Within(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new SleepVlmException(FormattableString.Invariant($"rule stager setting {name} is {value}; it must lie between {least} and {most}"));
    }
}
