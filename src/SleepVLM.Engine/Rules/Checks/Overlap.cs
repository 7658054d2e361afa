using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Whether detected events lie where a claim puts them.</summary>
internal static class Overlap
{
    /// <summary>A moment fits an event that comes within the tolerance of it; an interval one that shares enough of it, or the train of all in it.</summary>
    public static IReadOnlyList<DetectedEvent> Fitting(EventSearch search, ClaimedTime time, double toleranceSeconds, double leastShare)
    {
        var near = search.Found(time.FromSeconds - toleranceSeconds, time.ToSeconds + toleranceSeconds);
        if (time.IsMoment || near.Count == 0) return near;
        var fitting = near.Where(found => Share(search.Onset(found), found.DurationSeconds, time, toleranceSeconds) >= leastShare).ToList();
        if (fitting.Count > 0) return fitting;
        var (first, last) = (near.Min(search.Onset), near.Max(found => search.Onset(found) + found.DurationSeconds));
        return Share(first, last - first, time, toleranceSeconds) >= leastShare ? near : [];
    }

    /// <summary>Intersection over union; an event that ends within the tolerance of both edges is taken for the interval itself.</summary>
    private static double Share(double onset, double duration, ClaimedTime time, double tolerance)
    {
        var end = onset + duration;
        if (Math.Abs(onset - time.FromSeconds) <= tolerance && Math.Abs(end - time.ToSeconds) <= tolerance) return 1;
        var shared = Math.Max(0, Math.Min(end, time.ToSeconds) - Math.Max(onset, time.FromSeconds));
        return shared / (Math.Max(end, time.ToSeconds) - Math.Min(onset, time.FromSeconds));
    }
}
