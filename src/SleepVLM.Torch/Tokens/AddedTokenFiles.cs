using System.Globalization;
using System.Text.Json;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Tokens;

/// <summary>Where a model folder tells its added tokens.</summary>
internal static class AddedTokenFiles
{
    /// <summary>The added tokens by id, or null where no file tells them.</summary>
    public static List<AddedToken>? Read(string folder)
    {
        var config = Path.Combine(folder, TokenizerFiles.Config);
        var whole = Path.Combine(folder, TokenizerFiles.Whole);
        return (File.Exists(config) ? TokenizerFiles.ReadJson(config, root => FromConfig(config, root)) : null)
            ?? (File.Exists(whole) ? TokenizerFiles.ReadJson(whole, root => FromWhole(whole, root)) : null);
    }

    private static List<AddedToken>? FromConfig(string path, JsonElement root) =>
        JsonFile.TryGet(root, "added_tokens_decoder", out var decoder) && decoder.ValueKind == JsonValueKind.Object
            ? Checked(path, decoder.EnumerateObject().Select(entry => Token(path, IdOf(path, entry.Name), entry.Value)))
            : null;

    private static List<AddedToken>? FromWhole(string path, JsonElement root) =>
        JsonFile.TryGet(root, "added_tokens", out var list) && list.ValueKind == JsonValueKind.Array
            ? Checked(path, list.EnumerateArray().Select(entry => Token(path, IdOf(path, entry), entry)))
            : null;

    /// <summary>Qwen2.5's added tokens, numbered from <paramref name="first"/>.</summary>
    public static List<AddedToken> Qwen(int first) =>
        [.. QwenTokens.All.Select((content, index) => new AddedToken(first + index, content, QwenTokens.IsControl(content)))];

    private static List<AddedToken> Checked(string path, IEnumerable<AddedToken> tokens)
    {
        var list = tokens.OrderBy(token => token.Id).ToList();
        for (var i = 1; i < list.Count; i++)
            if (list[i].Id == list[i - 1].Id) throw new TokenizerFormatException(path, $"gives the id {list[i].Id} to two added tokens");
        if (list.GroupBy(token => token.Content).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new TokenizerFormatException(path, $"lists the added token {twice.Key} twice");
        return list;
    }

    private static AddedToken Token(string path, int id, JsonElement entry)
    {
        if (!JsonFile.TryGet(entry, "content", out var content) || content.ValueKind != JsonValueKind.String || content.GetString() is not { Length: > 0 } text)
            throw new TokenizerFormatException(path, $"the added token {id} has no content");
        foreach (var flag in (ReadOnlySpan<string>)["lstrip", "rstrip", "single_word"])
            if (JsonFile.TryGet(entry, flag, out var value) && value.ValueKind == JsonValueKind.True)
                throw new TokenizerFormatException(path, $"the added token {text} asks for {flag}, which Qwen's tokenizer does not use");
        return new AddedToken(id, text, !JsonFile.TryGet(entry, "special", out var special) || special.ValueKind != JsonValueKind.False);
    }

    private static int IdOf(string path, string key) => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? id
        : throw new TokenizerFormatException(path, $"the key '{key}' of an added token is not an id");

    private static int IdOf(string path, JsonElement entry) =>
        JsonFile.TryGet(entry, "id", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var id) && id >= 0
            ? id
            : throw new TokenizerFormatException(path, "an added token has no id");
}
