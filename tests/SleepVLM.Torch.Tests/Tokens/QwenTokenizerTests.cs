using System.Text.Json;
using SleepVLM.Testing;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Tests.Tokens;

/// <summary>Qwen2.5's vocabulary against the ids that the reference tokenizers give.</summary>
public sealed class QwenTokenizerTests
{
    private static readonly Lazy<BpeTokenizer> Lazy = new(() => BpeTokenizer.FromPretrained(SharedFolder.PathOf("tokenizer")));

    internal static BpeTokenizer Qwen => Lazy.Value;

    [SharedFact("tokenizer/vocab.json")]
    public void Encode_EveryGoldenCase_GivesTheReferenceIds()
    {
        var checkedCases = 0;
        foreach (var (text, ids, _) in Cases())
        {
            Assert.True(ids.SequenceEqual(Qwen.Encode(text)), $"'{text}': expected {string.Join(' ', ids)}, got {string.Join(' ', Qwen.Encode(text))}");
            checkedCases++;
        }

        Assert.Equal(88, checkedCases);
    }

    [SharedFact("tokenizer/vocab.json")]
    public void Decode_EveryGoldenCase_GivesTheReferenceText()
    {
        foreach (var (_, ids, decoded) in Cases()) Assert.Equal(decoded, Qwen.Decode(ids));
    }

    [SharedFact("tokenizer/vocab.json")]
    public void AddedTokens_WithoutConfig_AreQwens()
    {
        using var golden = Golden();
        foreach (var entry in golden.RootElement.GetProperty("special_tokens").EnumerateObject())
            Assert.Equal(entry.Value.GetInt32(), Qwen.AddedId(entry.Name));
        Assert.Equal(151_665, Qwen.Count);
    }

    [SharedFact("tokenizer/vocab.json")]
    public void Encode_SpecialNotAllowed_SpellsTheTokenOut()
    {
        var ids = Qwen.Encode("a<|im_end|>b", allowSpecial: false);
        Assert.DoesNotContain(151_645, ids);
        Assert.Equal("a<|im_end|>b", Qwen.Decode(ids));
    }

    [SharedFact("tokenizer/vocab.json")]
    public void Merges_OfQwen_HaveTheIdTheirRankTells()
    {
        var merges = Qwen.Vocabulary.Merges;
        for (var rank = 0; rank < merges.Count; rank++) Assert.Equal(256 + rank, merges[rank].Merged);
    }

    [SharedFact("tokenizer/vocab.json")]
    public void Encode_MillionLettersWithoutABlank_EndsSoon()
    {
        var text = string.Concat(Enumerable.Repeat("aaab", 50_000));
        Assert.Equal(text, Qwen.Decode(Qwen.Encode(text)));
    }

    private static JsonDocument Golden() => JsonDocument.Parse(File.ReadAllBytes(Repository.Golden("qwen/tokenizer_cases.json")));

    private static IEnumerable<(string Text, int[] Ids, string Decoded)> Cases()
    {
        using var golden = Golden();
        foreach (var item in golden.RootElement.GetProperty("cases").EnumerateArray())
            if (item.TryGetProperty("text", out var text))
                yield return (text.GetString()!, [.. item.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())], item.GetProperty("decoded").GetString()!);
    }
}
