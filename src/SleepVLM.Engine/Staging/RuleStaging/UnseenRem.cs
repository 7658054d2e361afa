using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>
/// Finds REM sleep in a night without EOG: stretches of light EEG, well after sleep onset, that hold far fewer spindles and K complexes than the rest of
/// the night's N2, no slow waves and little fast activity.
/// </summary>
/// <remarks>Judged over windows of five minutes: single epochs of N2 lack marks too, and detectors find marks that are none.</remarks>
internal sealed class UnseenRem(IReadOnlyList<EpochSigns?> epochs, SleepStage?[] stages, NightScale scale, RuleStagerSettings settings)
{
    private const int Reach = 5;
    private const double MostSlowWaveSeconds = 2, MostFastRise = 0.7, MostWakeShare = 0.3;

    public void Apply()
    {
        if (epochs.Any(e => e?.RapidEyeMovements is not null) || !Indices().Any()) return;
        var usualMarks = Indices().Average(i => epochs[i]!.Marks);
        var usualDepth = Indices().Average(i => epochs[i]!.DepthDb ?? 0);
        var like = new bool[epochs.Count];
        var slept = 0;
        for (var i = 0; i < epochs.Count; i++)
        {
            if (stages[i] is not null and not SleepStage.W) slept++;
            like[i] = slept > 2 * settings.SleepMinutesBeforeUnseenRem && IsLight(i) && IsLike(i, usualMarks, usualDepth);
        }

        for (int start = 0, end; start < like.Length; start = end + 1)
        {
            for (end = start; end < like.Length && like[end];) end++;
            if (end - start < settings.LeastEpochsOfUnseenRem) continue;
            for (var k = start; k < end; k++) stages[k] = SleepStage.R;
        }
    }

    private bool IsLight(int i) => epochs[i] is not null && stages[i] is SleepStage.N1 or SleepStage.N2;

    /// <summary>The epochs of N2, from which the night's usual marks are learned.</summary>
    private IEnumerable<int> Indices() => Enumerable.Range(0, epochs.Count).Where(i => epochs[i] is not null && stages[i] == SleepStage.N2);

    private bool IsLike(int centre, double usualMarks, double usualDepth)
    {
        int light = 0, wake = 0;
        double marks = 0, depth = 0, slow = 0, rise = 0;
        for (var i = Math.Max(0, centre - Reach); i <= Math.Min(epochs.Count - 1, centre + Reach); i++)
        {
            if (stages[i] == SleepStage.W) wake++;
            if (!IsLight(i)) continue;
            var epoch = epochs[i]!;
            light++;
            marks += epoch.Marks;
            depth += epoch.DepthDb ?? 0;
            slow += epoch.SlowWaveSeconds ?? 0;
            rise += scale.Rise(epoch) ?? 0;
        }

        return wake <= MostWakeShare * (light + wake)
            && marks <= settings.MarkShareOfUnseenRem * usualMarks * light
            && depth <= usualDepth * light && slow <= MostSlowWaveSeconds * light && rise <= MostFastRise * light;
    }
}
