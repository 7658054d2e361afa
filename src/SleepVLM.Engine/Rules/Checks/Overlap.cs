using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Whether detected events lie where a claim puts them.</summary>
internal static class Overlap
{
    /// <summary>Times of a claim without those that only say more widely what another one says: "at 20 s, in the second half".</summary>
    public static IEnumerable<ClaimedTime> Narrowest(Claim claim) => claim.Times.Where(time => !claim.Times.Any(other =>
        other != time && other.ToSeconds - other.FromSeconds < time.ToSeconds - time.FromSeconds && other.FromSeconds >= time.FromSeconds && other.ToSeconds <= time.ToSeconds));

    /// <summary>Whether an interval is told without figures, as "the first half": a part of the epoch, which is not meant to locate anything closer.</summary>
    public static bool IsPart(RuleCheckContext context, ClaimedTime time) =>
        !time.IsMoment && !time.Span.Of(context.Decision.Rationale.Text).Any(char.IsDigit);

    /// <summary>A moment, or a part of the epoch, fits an event that comes within the tolerance of it; an interval one that shares enough of it, or the
    /// train of all in it.</summary>
    public static IReadOnlyList<DetectedEvent> Fitting(EventSearch search, ClaimedTime time, bool isPart, RuleThresholds thresholds)
    {
        var (toleranceSeconds, leastShare) = (thresholds.EventTimeSeconds, thresholds.EventOverlapPercent / 100);
        var near = search.Found(time.FromSeconds - toleranceSeconds, time.ToSeconds + toleranceSeconds);
        if (time.IsMoment || isPart || near.Count == 0) return near;
        var fitting = near.Where(found => Share(search.Onset(found), found.DurationSeconds, time, toleranceSeconds) >= leastShare).ToList();
        if (fitting.Count > 0) return fitting;
        var (first, last) = (near.Min(search.Onset), near.Max(found => search.Onset(found) + found.DurationSeconds));
        return Share(first, last - first, time, toleranceSeconds) >= leastShare ? near : [];
    }

    /// <summary>Events that fit any of a claim's times; all of its epoch where it has none.</summary>
    public static IReadOnlyList<DetectedEvent> Fitting(RuleCheckContext context, EventSearch search, Claim claim, RuleThresholds thresholds) =>
        claim.Times.Count == 0 ? search.Found()
        : [.. Narrowest(claim).SelectMany(time => Fitting(search, time, IsPart(context, time), thresholds)).Distinct()];

    /// <summary>Intersection over union; an event that ends within the tolerance of both edges is taken for the interval itself.</summary>
    private static double Share(double onset, double duration, ClaimedTime time, double tolerance)
    {
        var end = onset + duration;
        if (Math.Abs(onset - time.FromSeconds) <= tolerance && Math.Abs(end - time.ToSeconds) <= tolerance) return 1;
        var shared = Math.Max(0, Math.Min(end, time.ToSeconds) - Math.Max(onset, time.FromSeconds));
        return shared / (Math.Max(end, time.ToSeconds) - Math.Min(onset, time.FromSeconds));
    }
}
