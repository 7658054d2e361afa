using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation;

/// <summary>Summary figures of a night (AASM manual, chapter II; both meanings are named where the field has two).</summary>
/// <remarks>
/// Lights off is taken as the start of the first epoch given, lights on as the end of the last. An epoch without a stage counts as time in bed
/// and as neither sleep nor wake. What a night does not have, such as the latency of a stage that never came, is null.
/// </remarks>
public static class SleepStatistics
{
    private const double EpochMinutes = 0.5;
    private const int PersistentEpochs = 20;
    private static readonly SleepStage[] Asleep = [SleepStage.N1, SleepStage.N2, SleepStage.N3, SleepStage.R];

    /// <summary>Computes all figures, in the order to show them.</summary>
    /// <param name="stages">One entry per 30-second epoch from lights off to lights on; null where there is no stage.</param>
    public static IReadOnlyList<SleepStatistic> Compute(IReadOnlyList<SleepStage?> stages)
    {
        int? onset = FirstIndex(stages, IsSleep);
        int? last = onset is null ? null : Enumerable.Range(0, stages.Count).Last(i => IsSleep(stages[i]));
        var period = onset is { } first ? stages.Skip(first).Take(last!.Value - first + 1).ToList() : null;
        var sleep = stages.Count(IsSleep);

        return
        [
            Minutes("TIB", "time in bed, lights off to lights on", stages.Count),
            Minutes("SPT", "sleep period, first sleep epoch to last sleep epoch", period?.Count),
            Minutes("TST", "total sleep time", stages.Count == 0 ? null : sleep),
            Percent("SE", "sleep efficiency, TST of TIB", sleep, stages.Count),
            Percent("SME", "sleep maintenance efficiency, TST of SPT", sleep, period?.Count ?? 0),
            Minutes("SOL", "sleep onset latency, lights off to the first sleep epoch", onset),
            Minutes("LPS", "latency to persistent sleep, lights off to the first 10 minutes of unbroken sleep", PersistentSleep(stages)),
            Minutes("WASO", "wake after sleep onset, until lights on", onset is { } o ? stages.Skip(o).Count(s => s == SleepStage.W) : null),
            Minutes("WASO in SPT", "wake after sleep onset, until the last sleep epoch", period?.Count(s => s == SleepStage.W)),
            Count("awakenings", "changes from sleep to wake within SPT", period is null ? null : Pairs(period).Count(p => IsSleep(p.Before) && p.After == SleepStage.W)),
            Count("stage shifts", "changes from one stage to another within SPT", period is null ? null : Pairs(period).Count(IsShift)),
            new("SFI", "sleep fragmentation index, shifts to wake or to N1 within SPT per hour of TST",
                period is null ? null : Pairs(period).Count(p => IsShift(p) && p.After is SleepStage.W or SleepStage.N1) / (sleep * EpochMinutes / 60), "/h"),
            Minutes("longest sleep", "longest unbroken sleep", onset is null ? null : LongestRun(stages)),
            .. Asleep.Select(s => Minutes($"{s} latency", $"lights off to the first {s} epoch", FirstIndex(stages, x => x == s))),
            .. Asleep.Select(s => Minutes($"{s} latency from sleep onset", $"first sleep epoch to the first {s} epoch", FirstIndex(stages, x => x == s) - onset)),
            .. Enum.GetValues<SleepStage>().Select(s => Minutes(s.ToString(), $"time in {s}", stages.Count == 0 ? null : stages.Count(x => x == s))),
            .. Asleep.Select(s => Percent($"{s} of TST", $"share of {s} in total sleep time", stages.Count(x => x == s), sleep)),
            .. Asleep.Select(s => Percent($"{s} of SPT", $"share of {s} in the sleep period", stages.Count(x => x == s), period?.Count ?? 0)),
            Minutes("unscored", "time without a stage", stages.Count(s => s is null)),
        ];
    }

    private static bool IsSleep(SleepStage? stage) => stage is not (null or SleepStage.W);

    private static bool IsShift((SleepStage? Before, SleepStage? After) pair) => pair is { Before: { } before, After: { } after } && before != after;

    private static IEnumerable<(SleepStage? Before, SleepStage? After)> Pairs(List<SleepStage?> stages) => stages.Zip(stages.Skip(1));

    private static int? FirstIndex(IReadOnlyList<SleepStage?> stages, Func<SleepStage?, bool> matches)
    {
        for (var i = 0; i < stages.Count; i++)
            if (matches(stages[i])) return i;
        return null;
    }

    private static int? PersistentSleep(IReadOnlyList<SleepStage?> stages)
    {
        var run = 0;
        for (var i = 0; i < stages.Count; i++)
        {
            run = IsSleep(stages[i]) ? run + 1 : 0;
            if (run == PersistentEpochs) return i - PersistentEpochs + 1;
        }
        return null;
    }

    private static int LongestRun(IReadOnlyList<SleepStage?> stages)
    {
        var (longest, run) = (0, 0);
        foreach (var stage in stages) longest = Math.Max(longest, run = IsSleep(stage) ? run + 1 : 0);
        return longest;
    }

    private static SleepStatistic Minutes(string name, string meaning, int? epochs) => new(name, meaning, epochs * EpochMinutes, "min");

    private static SleepStatistic Count(string name, string meaning, int? count) => new(name, meaning, count, "");

    private static SleepStatistic Percent(string name, string meaning, int part, int whole) =>
        new(name, meaning, whole == 0 ? null : 100.0 * part / whole, "%");
}
