namespace SleepVLM.Torch.Tokens;

/// <summary>Tokens and merges of a byte-level BPE; what the files of a tokenizer hold.</summary>
public sealed class BpeVocabulary
{
    private readonly byte[]?[] _bytes;
    private readonly Dictionary<ulong, BpeMerge> _merges;
    private readonly int[] _byteIds = new int[256];

    /// <param name="tokens">Bytes of the ordinary tokens by id; null for an id that is not used.</param>
    /// <param name="merges">Pairs to join, the most urgent first.</param>
    /// <param name="added">Tokens found whole in text; their ids may lie beyond <paramref name="tokens"/>.</param>
    /// <exception cref="ArgumentException">A byte without a token, or an id out of range.</exception>
    internal BpeVocabulary(IReadOnlyList<byte[]?> tokens, IReadOnlyList<BpeMergePair> merges, IReadOnlyList<AddedToken> added)
    {
        Merges = merges;
        Added = added;
        _bytes = new byte[]?[Math.Max(tokens.Count, added.Count == 0 ? 0 : added.Max(token => token.Id) + 1)];
        for (var id = 0; id < tokens.Count; id++) _bytes[id] = tokens[id];
        IndexBytes();
        _merges = new Dictionary<ulong, BpeMerge>(merges.Count);
        for (var rank = 0; rank < merges.Count; rank++)
        {
            var pair = merges[rank];
            _merges.TryAdd(Key(pair.Left, pair.Right), new BpeMerge(rank, pair.Merged));
        }

        foreach (var token in added) _bytes[token.Id] = System.Text.Encoding.UTF8.GetBytes(token.Content);
    }

    /// <summary>Number of ids, added tokens included: one more than the highest id.</summary>
    public int Count => _bytes.Length;

    /// <summary>Tokens found whole in text.</summary>
    public IReadOnlyList<AddedToken> Added { get; }

    /// <summary>Pairs to join, the most urgent first.</summary>
    public IReadOnlyList<BpeMergePair> Merges { get; }

    /// <summary>The bytes of a token: UTF-8, possibly a part of a character; empty for an id without a token.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such id.</exception>
    public ReadOnlySpan<byte> TokenBytes(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Count);
        return _bytes[id];
    }

    internal int ByteId(byte value) => _byteIds[value];

    internal bool TryMerge(int left, int right, out BpeMerge merge) => _merges.TryGetValue(Key(left, right), out merge);

    private void IndexBytes()
    {
        Array.Fill(_byteIds, -1);
        for (var id = 0; id < _bytes.Length; id++)
            if (_bytes[id] is [var single]) _byteIds[single] = id;
        var missing = Array.IndexOf(_byteIds, -1);
        if (missing >= 0) throw new ArgumentException($"no token for the byte 0x{missing:X2}");
    }

    private static ulong Key(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;
}

/// <summary>Two tokens that join into one.</summary>
public readonly record struct BpeMergePair(int Left, int Right, int Merged);

internal readonly record struct BpeMerge(int Rank, int Merged);
