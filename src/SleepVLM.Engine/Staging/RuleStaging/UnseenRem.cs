using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>Finds REM sleep in a night without EOG: long stretches of sleep without spindles, K complexes and slow waves, well after sleep onset.</summary>
internal sealed class UnseenRem(IReadOnlyList<EpochSigns?> epochs, SleepStage?[] stages, NightScale scale, RuleStagerSettings settings)
{
    /// <summary>Marked epochs that a stretch may hold: detectors err.</summary>
    private const double MostMarkedShare = 0.15;

    public void Apply()
    {
        if (epochs.Any(e => e?.RapidEyeMovements is not null)) return;
        var slept = 0;
        var start = -1;
        for (var i = 0; i <= epochs.Count; i++)
        {
            if (i < epochs.Count && stages[i] is not null and not SleepStage.W) slept++;
            var mayBelong = i < epochs.Count && slept > 2 * settings.SleepMinutesBeforeUnseenRem && MayBelong(i);
            if (mayBelong && start < 0) start = i;
            if (mayBelong || start < 0) continue;
            Decide(start, i);
            start = -1;
        }
    }

    private bool MayBelong(int i) => epochs[i] is { } epoch && stages[i] is SleepStage.N1 or SleepStage.N2
        && epoch.SlowWaveSeconds is null or < 2
        && !(scale.Rise(epoch) > 1)
        && MarkedNear(i) <= 1;

    private int MarkedNear(int i) => Enumerable.Range(i - 1, 3).Count(k => k >= 0 && k < epochs.Count && epochs[k]?.Marks > 0);

    private void Decide(int from, int to)
    {
        if (to - from < settings.MarkFreeEpochsForUnseenRem) return;
        if (Enumerable.Range(from, to - from).Count(k => epochs[k]!.Marks > 0) > MostMarkedShare * (to - from)) return;
        for (var k = from; k < to; k++) stages[k] = SleepStage.R;
    }
}
