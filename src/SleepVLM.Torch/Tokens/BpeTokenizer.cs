using System.Collections.Concurrent;
using System.Text;

namespace SleepVLM.Torch.Tokens;

/// <summary>Text to token ids and back, as Qwen2's tokenizer does: added tokens, NFC, words, bytes, merges.</summary>
/// <remarks>Safe for several threads. NFC needs ICU: under invariant globalization .NET leaves text as it is.</remarks>
public sealed class BpeTokenizer
{
    private const int LongestCachedWord = 64;
    private const int MostCachedWords = 1 << 16;

    private readonly ConcurrentDictionary<string, int[]> _words = new();
    private readonly ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _wordsBySpan;
    private readonly AddedTokenFinder _finder;
    private readonly Dictionary<string, int> _addedIds;
    private readonly HashSet<int> _added;
    private readonly HashSet<int> _special;

    /// <param name="vocabulary">Tokens and merges.</param>
    public BpeTokenizer(BpeVocabulary vocabulary)
    {
        Vocabulary = vocabulary;
        _wordsBySpan = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        _finder = new AddedTokenFinder(vocabulary.Added);
        _addedIds = vocabulary.Added.ToDictionary(token => token.Content, token => token.Id);
        _added = [.. vocabulary.Added.Select(token => token.Id)];
        _special = [.. vocabulary.Added.Where(token => token.IsSpecial).Select(token => token.Id)];
    }

    /// <summary>Reads a tokenizer from a model folder in Hugging Face layout.</summary>
    /// <exception cref="TokenizerFormatException">A file is missing or damaged.</exception>
    public static BpeTokenizer FromPretrained(string folder) => new(TokenizerFiles.Read(folder));

    /// <summary>Writes <c>vocab.json</c>, <c>merges.txt</c> and <c>tokenizer_config.json</c>, which transformers' Qwen2Tokenizer reads too.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Save(string folder) => TokenizerWriter.Write(Vocabulary, folder);

    /// <summary>Tokens and merges.</summary>
    public BpeVocabulary Vocabulary { get; }

    /// <summary>Number of ids; a model's vocabulary may be padded beyond it.</summary>
    public int Count => Vocabulary.Count;

    /// <summary>Ids of a text in which added tokens are recognised: for templates and prompts of ours.</summary>
    public int[] Encode(string text) => Encode(text, allowSpecial: true);

    /// <summary>Ids of a text. A lone surrogate counts as U+FFFD.</summary>
    /// <param name="text">Any text; nothing is put before or after it.</param>
    /// <param name="allowSpecial">False for text from outside, where <c>&lt;|im_end|&gt;</c> is ten characters and no command.</param>
    public int[] Encode(string text, bool allowSpecial)
    {
        var ids = new List<int>(text.Length / 3 + 1);
        var rest = text.AsSpan();
        while (allowSpecial && _finder.Find(rest, out var token) is >= 0 and var start)
        {
            EncodeOrdinary(rest[..start], ids);
            ids.Add(token!.Id);
            rest = rest[(start + token.Content.Length)..];
        }

        EncodeOrdinary(rest, ids);
        return [.. ids];
    }

    /// <summary>Ids of bytes that are one word: merged as they stand, without any cut.</summary>
    public int[] EncodeBytes(ReadOnlySpan<byte> word) => BpeMerger.Merge(Vocabulary, word);

    /// <summary>The text of a sequence; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <param name="ids">Ids; those beyond <see cref="Count"/> and those without a token give nothing.</param>
    /// <param name="skipSpecial">Leave special tokens out.</param>
    public string Decode(ReadOnlySpan<int> ids, bool skipSpecial = false)
    {
        var decoder = new TokenTextDecoder(this);
        var text = new StringBuilder();
        foreach (var id in ids)
            if (!skipSpecial || !_special.Contains(id)) text.Append(decoder.Append(id));
        return text.Append(decoder.Finish()).ToString();
    }

    /// <summary>The bytes of a token; empty for an id without one.</summary>
    public ReadOnlySpan<byte> TokenBytes(int id) => (uint)id < (uint)Count ? Vocabulary.TokenBytes(id) : default;

    /// <summary>Whether an id is an added token, special or not.</summary>
    public bool IsAdded(int id) => _added.Contains(id);

    /// <summary>Id of an added token.</summary>
    /// <exception cref="TokenizerFormatException">The tokenizer has none of that spelling.</exception>
    public int AddedId(string content) => _addedIds.TryGetValue(content, out var id)
        ? id
        : throw new TokenizerFormatException("tokenizer", $"has no added token {content}; use the tokenizer files that belong to the model");

    private void EncodeOrdinary(ReadOnlySpan<char> text, List<int> ids)
    {
        if (text.IsEmpty) return;
        var rest = WellFormedText.Nfc(text);
        while (!rest.IsEmpty)
        {
            var length = PreTokenizer.FirstLength(rest);
            ids.AddRange(EncodeWord(rest[..length]));
            rest = rest[length..];
        }
    }

    private int[] EncodeWord(ReadOnlySpan<char> word)
    {
        if (_wordsBySpan.TryGetValue(word, out var known)) return known;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(word.Length)];
        var ids = BpeMerger.Merge(Vocabulary, bytes.AsSpan(0, Encoding.UTF8.GetBytes(word, bytes)));
        if (word.Length <= LongestCachedWord && _words.Count < MostCachedWords) _words.TryAdd(word.ToString(), ids);
        return ids;
    }
}
