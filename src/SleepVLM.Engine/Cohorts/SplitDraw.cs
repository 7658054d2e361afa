namespace SleepVLM.Engine.Cohorts;

/// <summary>Gives every subject a part: the one the manifest names, or one drawn from a seed.</summary>
internal static class SplitDraw
{
    /// <summary>The part of every subject; a subject whose lines name two is among the problems.</summary>
    public static IReadOnlyDictionary<string, CohortSplit> Draw(string path, IReadOnlyList<ManifestRow> rows, CohortOptions options, List<CohortProblem> problems)
    {
        var parts = new Dictionary<string, CohortSplit>();
        var open = new List<string>();
        foreach (var subject in rows.GroupBy(row => row.Subject))
        {
            var named = subject.Where(row => row.Split is not null).DistinctBy(row => row.Split).ToList();
            if (named.Count > 1)
                problems.Add(new CohortProblem(path, named[1].Line,
                    $"subject '{subject.Key}' is in {Name(named[1])} here and in {Name(named[0])} on line {named[0].Line}; put all nights of a subject into one split"));
            if (named.Count > 0) parts[subject.Key] = named[0].Split!.Value;
            else open.Add(subject.Key);
        }

        // In an order that hangs on seed and name alone, so that the division does not depend on the order of the lines.
        var shuffled = open.OrderBy(subject => Hash(options.Seed, subject)).ThenBy(subject => subject, StringComparer.Ordinal).ToList();
        var validation = Share(options.ValidationShare, shuffled.Count);
        var test = Math.Min(Share(options.TestShare, shuffled.Count), Math.Max(0, shuffled.Count - validation - 1));
        for (var i = 0; i < shuffled.Count; i++)
            parts[shuffled[i]] = i < validation ? CohortSplit.Validation : i < validation + test ? CohortSplit.Test : CohortSplit.Train;
        return parts;
    }

    private static int Share(double share, int count) => count < 2 || share <= 0 ? 0 : Math.Max(1, (int)Math.Round(Math.Min(share, 0.5) * count, MidpointRounding.AwayFromZero));

    private static string Name(ManifestRow row) => row.Split!.Value.ToString().ToLowerInvariant();

    /// <summary>FNV-1a of the name, mixed with the seed by SplitMix64.</summary>
    private static ulong Hash(ulong seed, string subject)
    {
        var z = 14695981039346656037;
        foreach (var letter in subject) z = (z ^ letter) * 1099511628211;
        z ^= seed * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
