using System.Text.Json;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Tokens;

/// <summary>Reads and writes a tokenizer as Hugging Face lays it out.</summary>
/// <remarks>
/// <c>vocab.json</c> with <c>merges.txt</c>, or both out of <c>tokenizer.json</c>. Added tokens come from <c>tokenizer_config.json</c>, else from
/// <c>tokenizer.json</c>, else they are Qwen's, numbered from the end of the vocabulary.
/// </remarks>
internal static class TokenizerFiles
{
    public const string Vocabulary = "vocab.json";
    public const string Merges = "merges.txt";
    public const string Config = "tokenizer_config.json";
    public const string Whole = "tokenizer.json";

    private const int HighestId = 1 << 22;

    public static BpeVocabulary Read(string folder)
    {
        var wholePath = Path.Combine(folder, Whole);
        var vocabularyPath = Path.Combine(folder, Vocabulary);
        if (File.Exists(vocabularyPath))
            return ReadJson(vocabularyPath, vocab => Build(folder, vocabularyPath, vocab, MergeLines(Path.Combine(folder, Merges))));
        if (!File.Exists(wholePath))
            throw new TokenizerFormatException(folder, $"holds neither {Vocabulary} nor {Whole}; copy the tokenizer files of the model there");
        return ReadJson(wholePath, whole =>
            JsonFile.TryGet(whole, "model", out var model) && JsonFile.TryGet(model, "vocab", out var vocab) && JsonFile.TryGet(model, "merges", out var merges)
                ? Build(folder, wholePath, vocab, MergeItems(wholePath, merges))
                : throw new TokenizerFormatException(wholePath, "has no model with vocab and merges; only byte-level BPE tokenizers can be read"));
    }

    internal static T ReadJson<T>(string path, Func<JsonElement, T> read) =>
        JsonFile.Read(path, (problem, inner) => new TokenizerFormatException(path, problem, inner), read);

    private static BpeVocabulary Build(string folder, string path, JsonElement vocab, IEnumerable<(string, string)> mergeTexts)
    {
        var added = AddedTokenFiles.Read(folder);
        var ids = Ids(path, vocab);
        var tokens = new byte[]?[ids.Count == 0 ? 0 : ids.Values.Max() + 1];
        var addedContents = added?.Select(token => token.Content).ToHashSet() ?? [];
        foreach (var (text, id) in ids)
        {
            if (addedContents.Contains(text)) continue;
            if (tokens[id] is not null) throw new TokenizerFormatException(path, $"gives the id {id} to two tokens");
            tokens[id] = ByteAlphabet.ToBytes(text)
                ?? throw new TokenizerFormatException(path, $"token {id} holds a character outside the byte alphabet; only byte-level BPE can be read");
        }

        added ??= AddedTokenFiles.Qwen(tokens.Length);
        if (added.FirstOrDefault(token => token.Id > HighestId) is { } beyond)
            throw new TokenizerFormatException(folder, $"gives {beyond.Content} the id {beyond.Id}, beyond the highest accepted, {HighestId}");
        var merges = mergeTexts.Select((pair, line) => Pair(path, ids, pair, line)).ToList();
        try
        {
            return new BpeVocabulary(tokens, merges, added);
        }
        catch (ArgumentException problem)
        {
            throw new TokenizerFormatException(path, problem.Message, problem);
        }
    }

    private static Dictionary<string, int> Ids(string path, JsonElement vocab)
    {
        if (vocab.ValueKind != JsonValueKind.Object) throw new TokenizerFormatException(path, "is not an object of tokens and ids");
        var ids = new Dictionary<string, int>();
        foreach (var entry in vocab.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out var id) || id is < 0 or > HighestId)
                throw new TokenizerFormatException(path, $"the id of '{entry.Name}' is {entry.Value}, not a number from 0 to {HighestId}");
            ids[entry.Name] = id;
        }

        return ids;
    }

    private static BpeMergePair Pair(string path, Dictionary<string, int> ids, (string Left, string Right) pair, int line)
    {
        if (ids.TryGetValue(pair.Left, out var left) && ids.TryGetValue(pair.Right, out var right)
            && ids.TryGetValue(pair.Left + pair.Right, out var merged))
            return new BpeMergePair(left, right, merged);
        throw new TokenizerFormatException(path, $"merge {line + 1}, '{pair.Left} {pair.Right}', joins tokens that the vocabulary does not hold");
    }

    private static IEnumerable<(string, string)> MergeLines(string path)
    {
        if (!File.Exists(path)) throw new TokenizerFormatException(path, $"is missing beside {Vocabulary}; copy the tokenizer files of the model there");
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || (number == 1 && line.StartsWith("#version", StringComparison.Ordinal))) continue;
            yield return Split(path, line, number);
        }
    }

    private static IEnumerable<(string, string)> MergeItems(string path, JsonElement merges)
    {
        if (merges.ValueKind != JsonValueKind.Array) throw new TokenizerFormatException(path, "its merges are not a list");
        var number = 0;
        foreach (var item in merges.EnumerateArray())
        {
            number++;
            if (item.ValueKind == JsonValueKind.String) yield return Split(path, item.GetString()!, number);
            else if (item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 2
                && item[0].ValueKind == JsonValueKind.String && item[1].ValueKind == JsonValueKind.String)
                yield return (item[0].GetString()!, item[1].GetString()!);
            else throw new TokenizerFormatException(path, $"merge {number} is neither 'left right' nor a pair");
        }
    }

    private static (string, string) Split(string path, string line, int number)
    {
        var blank = line.IndexOf(' ');
        if (blank <= 0 || blank == line.Length - 1 || line.IndexOf(' ', blank + 1) >= 0)
            throw new TokenizerFormatException(path, $"merge {number}, '{line}', is not two tokens with a blank between");
        return (line[..blank], line[(blank + 1)..]);
    }
}
