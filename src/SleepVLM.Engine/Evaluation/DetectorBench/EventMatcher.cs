using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>Pairs detected events with true ones by overlap.</summary>
public static class EventMatcher
{
    /// <summary>Overlap that makes two events one: intersection over union, as Warby et al. (2014) and Lacourse et al. (2019) take it.</summary>
    public const double LeastOverlap = 0.2;

    /// <summary>Intersection of two events over their union, 0 to 1.</summary>
    public static double Overlap(SleepEvent first, SleepEvent second)
    {
        var shared = Math.Min(first.EndSeconds, second.EndSeconds) - Math.Max(first.OnsetSeconds, second.OnsetSeconds);
        return shared <= 0 ? 0 : shared / (Math.Max(first.EndSeconds, second.EndSeconds) - Math.Min(first.OnsetSeconds, second.OnsetSeconds));
    }

    /// <summary>Pairs one to one, largest overlap first; pairs below <see cref="LeastOverlap"/> are none.</summary>
    /// <param name="truth">True events.</param>
    /// <param name="detected">Detected events.</param>
    /// <returns>Places in both lists.</returns>
    public static IReadOnlyList<(int Truth, int Detected)> Match(IReadOnlyList<SleepEvent> truth, IReadOnlyList<SleepEvent> detected)
    {
        var candidates = new List<(double Overlap, int Truth, int Detected)>();
        int[] byOnset = [.. Enumerable.Range(0, detected.Count).OrderBy(i => detected[i].OnsetSeconds)];
        double[] onsets = [.. byOnset.Select(i => detected[i].OnsetSeconds)];
        var longest = detected.Select(found => found.DurationSeconds).DefaultIfEmpty().Max();
        for (var t = 0; t < truth.Count; t++)
        {
            var first = Array.BinarySearch(onsets, truth[t].OnsetSeconds - longest);
            for (var i = first < 0 ? ~first : first; i < onsets.Length && onsets[i] < truth[t].EndSeconds; i++)
                if (Overlap(truth[t], detected[byOnset[i]]) is >= LeastOverlap and var overlap) candidates.Add((overlap, t, byOnset[i]));
        }

        bool[] truthTaken = new bool[truth.Count], detectedTaken = new bool[detected.Count];
        var pairs = new List<(int, int)>();
        foreach (var (_, t, d) in candidates.OrderByDescending(pair => pair.Overlap).ThenBy(pair => pair.Truth).ThenBy(pair => pair.Detected))
        {
            if (truthTaken[t] || detectedTaken[d]) continue;
            (truthTaken[t], detectedTaken[d]) = (true, true);
            pairs.Add((t, d));
        }

        return pairs;
    }

    /// <summary>One event for the copies of several channels: the plainest of those that overlap.</summary>
    public static IReadOnlyList<DetectedEvent> MergeChannels(IEnumerable<DetectedEvent> events)
    {
        var kept = new List<DetectedEvent>();
        var open = new List<DetectedEvent>();
        foreach (var found in events.OrderBy(found => found.OnsetSeconds))
        {
            open.RemoveAll(earlier => earlier.EndSeconds <= found.OnsetSeconds);
            if (open.FirstOrDefault(earlier => Overlap(earlier, found) >= LeastOverlap) is not { } same)
            {
                open.Add(found);
                kept.Add(found);
            }
            else if (found.Score > same.Score)
            {
                kept[kept.LastIndexOf(same)] = found;
                open[open.IndexOf(same)] = found;
            }
        }

        return kept;
    }
}
