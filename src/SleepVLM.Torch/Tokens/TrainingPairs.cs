namespace SleepVLM.Torch.Tokens;

/// <summary>How often each pair of neighbouring tokens occurs in the words of a corpus, kept up to date merge by merge.</summary>
internal sealed class TrainingPairs
{
    private readonly List<int>[] _words;
    private readonly long[] _counts;
    private readonly Dictionary<(int Left, int Right), long> _pairCounts = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> _places = [];
    private readonly PriorityQueue<(int Left, int Right), (long NegativeCount, int Left, int Right)> _queue = new();

    public TrainingPairs(IReadOnlyList<(int[] Ids, long Count)> words)
    {
        _words = [.. words.Select(word => word.Ids.ToList())];
        _counts = [.. words.Select(word => word.Count)];
        for (var word = 0; word < _words.Length; word++) Count(word, sign: 1, touched: null);
        foreach (var pair in _pairCounts.Keys) Enqueue(pair);
    }

    /// <summary>The pair that occurs most often, if at least <paramref name="least"/> times.</summary>
    public bool TryTakeMostFrequent(int least, out int left, out int right)
    {
        while (_queue.TryDequeue(out var pair, out var priority))
        {
            (left, right) = pair;
            var count = _pairCounts.GetValueOrDefault(pair);
            // Counts change after a pair was queued: a stale entry is dropped, its fresh one is in the queue as well.
            if (-priority.NegativeCount == count && count >= least) return true;
        }

        (left, right) = (-1, -1);
        return false;
    }

    /// <summary>Joins a pair wherever it occurs.</summary>
    public void Merge(int left, int right, int merged)
    {
        if (!_places.Remove((left, right), out var places)) return;
        var touched = new HashSet<(int, int)>();
        foreach (var word in places)
        {
            Count(word, sign: -1, touched);
            Join(_words[word], left, right, merged);
            Count(word, sign: 1, touched);
        }

        _pairCounts.Remove((left, right));
        foreach (var pair in touched) Enqueue(pair);
    }

    private void Count(int word, int sign, HashSet<(int, int)>? touched)
    {
        var ids = _words[word];
        for (var i = 0; i + 1 < ids.Count; i++)
        {
            var pair = (ids[i], ids[i + 1]);
            _pairCounts[pair] = _pairCounts.GetValueOrDefault(pair) + (sign * _counts[word]);
            touched?.Add(pair);
            if (sign < 0) continue;
            if (!_places.TryGetValue(pair, out var places)) _places[pair] = places = [];
            places.Add(word);
        }
    }

    private void Enqueue((int Left, int Right) pair)
    {
        var count = _pairCounts.GetValueOrDefault(pair);
        if (count > 0) _queue.Enqueue(pair, (-count, pair.Left, pair.Right));
    }

    private static void Join(List<int> ids, int left, int right, int merged)
    {
        var kept = 0;
        for (var i = 0; i < ids.Count; i++)
        {
            if (i + 1 < ids.Count && ids[i] == left && ids[i + 1] == right)
            {
                ids[kept++] = merged;
                i++;
            }
            else
            {
                ids[kept++] = ids[i];
            }
        }

        ids.RemoveRange(kept, ids.Count - kept);
    }
}
