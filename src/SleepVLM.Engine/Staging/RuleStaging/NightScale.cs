namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>The night's own levels, to which limits are fitted: sleepers and amplifiers differ by factors.</summary>
/// <param name="WakeRiseDb">Rise of 16-30 Hz over deep sleep that leans to W, dB.</param>
/// <param name="SlowWaveSecondsForN3">Seconds of slow wave that make N3 in this night.</param>
internal sealed record NightScale(double WakeRiseDb, double SlowWaveSecondsForN3)
{
    private const double ShallowShare = 0.15, DeepestShare = 0.05;

    public static NightScale Of(IReadOnlyList<EpochSigns> epochs, RuleStagerSettings settings)
    {
        var slowWaves = epochs.Where(e => e.SlowWaveSeconds is not null).Select(e => e.SlowWaveSeconds!.Value).OrderDescending().ToList();
        var most = slowWaves.Count == 0 ? double.MaxValue : slowWaves[(int)(slowWaves.Count * DeepestShare)];
        var shallow = epochs.Where(e => e.DepthDb is not null).OrderBy(e => e.DepthDb).Select(e => e.FastRise!.Value).ToList();
        shallow = [.. shallow.Take((int)Math.Ceiling(shallow.Count * ShallowShare)).Order()];
        var rise = shallow.Count == 0 ? 0 : shallow[shallow.Count / 2];
        return new NightScale(
            Math.Clamp(settings.FastActivityShareForWake * rise, settings.LeastFastActivityRiseDb, settings.MostFastActivityRiseDb),
            Math.Clamp(most / 2, settings.LeastSlowWaveSecondsForN3, settings.SlowWaveSecondsForN3));
    }

    /// <summary>How far fast activity rises over deep sleep, in units of <see cref="WakeRiseDb"/>; null without EEG.</summary>
    public double? Rise(EpochSigns epoch) => epoch.FastRise?.Value / WakeRiseDb;
}
