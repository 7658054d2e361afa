namespace SleepVLM.Torch.Tokens;

/// <summary>Learns a small byte-level BPE vocabulary from text (Sennrich et al. 2016, over bytes as in GPT-2).</summary>
/// <remarks>Words are cut and composed as in <see cref="BpeTokenizer"/>, so what is learned here is what encoding uses. The same corpus always gives the
/// same vocabulary: the most frequent pair wins, and of equals the one with the lower ids.</remarks>
public static class BpeTrainer
{
    private const int LeastPairCount = 2;

    /// <summary>Learns merges until the vocabulary is full or no pair occurs twice.</summary>
    /// <param name="corpus">Texts without added tokens.</param>
    /// <param name="vocabularySize">Ids in all: 256 bytes, merges, added tokens; for example 2048.</param>
    /// <param name="addedTokens">Added tokens, placed after everything else in this order; for example <see cref="QwenTokens.Small"/>.</param>
    /// <param name="cancellationToken">Stops between texts and merges.</param>
    /// <returns>The tokenizer; it holds fewer ids than asked for when the corpus is too small.</returns>
    /// <exception cref="ArgumentException">No room for the bytes and the added tokens.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static BpeTokenizer Train(
        IEnumerable<string> corpus, int vocabularySize, IReadOnlyList<string> addedTokens, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, 256 + addedTokens.Count);
        var tokens = new List<byte[]>(vocabularySize);
        foreach (var value in ByteAlphabet.InIdOrder) tokens.Add([value]);
        var merges = new List<BpeMergePair>();
        var known = new Dictionary<string, int>();
        var pairs = new TrainingPairs(WordCounts(corpus, cancellationToken));

        while (tokens.Count + addedTokens.Count < vocabularySize && pairs.TryTakeMostFrequent(LeastPairCount, out var left, out var right))
        {
            cancellationToken.ThrowIfCancellationRequested();
            byte[] joined = [.. tokens[left], .. tokens[right]];
            var spelling = ByteAlphabet.ToText(joined);
            // Two pairs can spell the same token; files know a token by its spelling, so it keeps one id.
            if (!known.TryGetValue(spelling, out var merged))
            {
                merged = known[spelling] = tokens.Count;
                tokens.Add(joined);
            }

            merges.Add(new BpeMergePair(left, right, merged));
            pairs.Merge(left, right, merged);
        }

        var added = addedTokens.Select((content, index) => new AddedToken(tokens.Count + index, content)).ToList();
        return new BpeTokenizer(new BpeVocabulary(tokens, merges, added));
    }

    private static List<(int[] Ids, long Count)> WordCounts(IEnumerable<string> corpus, CancellationToken cancellationToken)
    {
        var byteIds = new int[256];
        for (var id = 0; id < 256; id++) byteIds[ByteAlphabet.InIdOrder[id]] = id;
        var counts = new Dictionary<string, long>();
        var bySpan = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var text in corpus)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rest = WellFormedText.Nfc(text);
            while (!rest.IsEmpty)
            {
                var length = PreTokenizer.FirstLength(rest);
                bySpan[rest[..length]] = bySpan.TryGetValue(rest[..length], out var count) ? count + 1 : 1;
                rest = rest[length..];
            }
        }

        return [.. counts.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (Array.ConvertAll(System.Text.Encoding.UTF8.GetBytes(entry.Key), value => byteIds[value]), entry.Value))];
    }
}
