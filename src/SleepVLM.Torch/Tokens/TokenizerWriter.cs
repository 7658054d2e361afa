using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SleepVLM.Torch.Tokens;

/// <summary>Writes a tokenizer so that transformers' <c>Qwen2Tokenizer</c> can load it too.</summary>
internal static class TokenizerWriter
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(BpeVocabulary vocabulary, string folder)
    {
        Directory.CreateDirectory(folder);
        var added = vocabulary.Added.Select(token => token.Id).ToHashSet();
        WriteJson(Path.Combine(folder, TokenizerFiles.Vocabulary), json =>
        {
            for (var id = 0; id < vocabulary.Count; id++)
                if (!added.Contains(id) && vocabulary.TokenBytes(id) is { IsEmpty: false } bytes) json.WriteNumber(ByteAlphabet.ToText(bytes), id);
        });

        var merges = new StringBuilder("#version: 0.2\n");
        foreach (var pair in vocabulary.Merges)
            merges.Append(ByteAlphabet.ToText(vocabulary.TokenBytes(pair.Left))).Append(' ')
                .Append(ByteAlphabet.ToText(vocabulary.TokenBytes(pair.Right))).Append('\n');
        File.WriteAllText(Path.Combine(folder, TokenizerFiles.Merges), merges.ToString());

        WriteJson(Path.Combine(folder, TokenizerFiles.Config), json => WriteConfig(json, vocabulary.Added));
    }

    private static void WriteConfig(Utf8JsonWriter json, IReadOnlyList<AddedToken> added)
    {
        json.WriteBoolean("add_bos_token", false);
        json.WriteBoolean("add_prefix_space", false);
        json.WriteStartObject("added_tokens_decoder");
        foreach (var token in added)
        {
            json.WriteStartObject(token.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("content", token.Content);
            foreach (var flag in (ReadOnlySpan<string>)["lstrip", "normalized", "rstrip", "single_word"]) json.WriteBoolean(flag, false);
            json.WriteBoolean("special", token.IsSpecial);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteBoolean("clean_up_tokenization_spaces", false);
        json.WriteString("errors", "replace");
        if (added.Any(token => token.Content == QwenTokens.TurnEnd)) json.WriteString("eos_token", QwenTokens.TurnEnd);
        if (added.Any(token => token.Content == QwenTokens.EndOfText)) json.WriteString("pad_token", QwenTokens.EndOfText);
        json.WriteBoolean("split_special_tokens", false);
        json.WriteString("tokenizer_class", "Qwen2Tokenizer");
        json.WriteNull("unk_token");
    }

    private static void WriteJson(string path, Action<Utf8JsonWriter> content)
    {
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file, Readable);
        json.WriteStartObject();
        content(json);
        json.WriteEndObject();
    }
}
