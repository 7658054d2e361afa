namespace SleepVLM.Torch.Tokens;

/// <summary>Joins the bytes of one word, the most urgent pair first, the leftmost of equals first.</summary>
/// <remarks>A linked list and a queue: n log n, so that a word of a million bytes is no hazard.</remarks>
internal static class BpeMerger
{
    public static int[] Merge(BpeVocabulary vocabulary, ReadOnlySpan<byte> word)
    {
        var ids = new int[word.Length];
        for (var i = 0; i < ids.Length; i++) ids[i] = vocabulary.ByteId(word[i]);
        if (ids.Length < 2) return ids;

        var previous = new int[ids.Length];
        var next = new int[ids.Length];
        for (var i = 0; i < ids.Length; i++) (previous[i], next[i]) = (i - 1, i + 1);

        var queue = new PriorityQueue<Candidate, (int Rank, int Position)>();
        for (var i = 0; i + 1 < ids.Length; i++) Offer(i);

        while (queue.TryDequeue(out var candidate, out _))
        {
            var left = candidate.Position;
            var right = ids[left] < 0 ? ids.Length : next[left];
            if (right >= ids.Length || ids[left] != candidate.Left || ids[right] != candidate.Right) continue;
            ids[left] = candidate.Merged;
            ids[right] = -1;
            next[left] = next[right];
            if (next[left] < ids.Length) previous[next[left]] = left;
            if (previous[left] >= 0) Offer(previous[left]);
            Offer(left);
        }

        return Array.FindAll(ids, id => id >= 0);

        void Offer(int left)
        {
            var right = next[left];
            if (right < ids.Length && vocabulary.TryMerge(ids[left], ids[right], out var merge))
                queue.Enqueue(new Candidate(left, ids[left], ids[right], merge.Merged), (merge.Rank, left));
        }
    }

    private readonly record struct Candidate(int Position, int Left, int Right, int Merged);
}
