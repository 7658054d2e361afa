namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>The night's own levels, to which limits are fitted: sleepers and amplifiers differ by factors.</summary>
/// <param name="SleepFastDb">Power of 16-30 Hz in the deepest third of the night, dB; null without EEG.</param>
/// <param name="WakeRiseDb">Rise over that level that leans to W, dB.</param>
/// <param name="SlowWaveSecondsForN3">Seconds of slow wave that make N3 in this night.</param>
internal sealed record NightScale(double? SleepFastDb, double WakeRiseDb, double SlowWaveSecondsForN3)
{
    private const double DeepShare = 1 / 3.0, ShallowShare = 0.15;

    public static NightScale Of(IReadOnlyList<EpochSigns> epochs, RuleStagerSettings settings)
    {
        var need = Math.Clamp(
            0.5 * Percentile(epochs.Where(e => e.SlowWaveSeconds is not null).Select(e => e.SlowWaveSeconds!.Value), 0.95) ?? settings.SlowWaveSecondsForN3,
            settings.LeastSlowWaveSecondsForN3, settings.SlowWaveSecondsForN3);
        var byDepth = epochs.Where(e => e.DepthDb is not null).OrderByDescending(e => e.DepthDb).Select(e => e.FastDb!.Value).ToList();
        if (Percentile(byDepth.Take(Part(byDepth, DeepShare)), 0.5) is not { } deep) return new NightScale(null, settings.LeastFastActivityRiseDb, need);
        var shallow = Percentile(byDepth.TakeLast(Part(byDepth, ShallowShare)), 0.5)!.Value;
        return new NightScale(
            deep, Math.Clamp(settings.FastActivityShareForWake * (shallow - deep), settings.LeastFastActivityRiseDb, settings.MostFastActivityRiseDb), need);
    }

    /// <summary>How far fast activity rises over deep sleep, in units of <see cref="WakeRiseDb"/>; null without EEG.</summary>
    public double? Rise(EpochSigns epoch) => (epoch.FastDb - SleepFastDb) / WakeRiseDb;

    private static int Part(List<double> values, double share) => (int)Math.Ceiling(values.Count * share);

    private static double? Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
    }
}
