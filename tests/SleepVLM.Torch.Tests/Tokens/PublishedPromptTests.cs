using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Testing;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Tests.Tokens;

/// <summary>The published model's own prompts, which are its authors' and not part of the repository: put phase1_wpt.md, phase2_sft_fine.md and
/// phase2_sft_coarse.md into <c>sleepvlm-prompts</c> of the shared folder.</summary>
public sealed class PublishedPromptTests
{
    private const string Folder = "sleepvlm-prompts/phase2_sft_fine.md";
    private const string Hyphen = "\u2011";

    [SharedFact(Folder)]
    public void Encode_ThePublishedPrompts_GivesTheReferencesIds()
    {
        var checkedPrompts = 0;
        foreach (var item in Golden("tokenizer_cases.json").GetProperty("cases").EnumerateArray().Where(item => item.TryGetProperty("text_file", out _)))
        {
            var text = Prompt(item.GetProperty("text_file").GetString()!.Split(' ')[0].Split('/')[^1]);
            Assert.Equal(item.GetProperty("text_sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
            var ids = QwenTokenizerTests.Qwen.Encode(text);
            Assert.Equal(item.GetProperty("id_count").GetInt32(), ids.Length);
            Assert.Equal(Numbers(item.GetProperty("first16")), ids[..16]);
            Assert.Equal(Numbers(item.GetProperty("last16")), ids[^16..]);
            checkedPrompts++;
        }

        Assert.Equal(3, checkedPrompts);
    }

    [SharedTheory(Folder)]
    [InlineData("SleepVLM fine inference prompt (3 images 448x224)", "phase2_sft_fine.md", 3140)]
    [InlineData("SleepVLM coarse inference prompt (3 images 448x224)", "phase2_sft_coarse.md", 2972)]
    public void Create_TheThreePictureQuestion_GivesTheReferencesIds(string name, string file, int count)
    {
        var ids = PromptTokens.Create(QwenTokenizerTests.Qwen, Question(Prompt(file)), imageTokens: 128);
        Assert.Equal(count, ids.Length);
        var golden = Golden("chat_template_cases.json").GetProperty("cases").EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);
        Assert.Equal(golden.GetProperty("ids_sha256_of_comma_joined").GetString(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(",", ids)))));
    }

    [SharedFact(Folder)]
    public void LastAnswer_BehindThePublishedQuestion_IsTheCollatorsSpan()
    {
        foreach (var row in Golden("label_mask.json").GetProperty("rows").EnumerateArray())
        {
            PromptMessage[] messages = [.. Question(Prompt($"phase2_sft_{row.GetProperty("track").GetString()}.md")), new PromptMessage("assistant", [new TextPart(row.GetProperty("answer").GetString()!)])];
            var ids = PromptTokens.Create(QwenTokenizerTests.Qwen, messages, imageTokens: 128, generationPrompt: false);
            Assert.Equal(row.GetProperty("sequence_length").GetInt32(), ids.Length);
            var span = LabelMask.LastAnswer(QwenTokenizerTests.Qwen, ids, withTurnEnd: false);
            Assert.Equal((row.GetProperty("first_supervised_index").GetInt32(), row.GetProperty("last_supervised_index").GetInt32() + 1), (span.Start.Value, span.End.Value));
        }
    }

    private static PromptMessage[] Question(string system) =>
    [
        new("system", [new TextPart(system)]),
        new("user",
        [
            new TextPart($"Preceding epoch N{Hyphen}1: "), new ImagePart("previous"), new TextPart("**Target epoch N**: "), new ImagePart("target"),
            new TextPart("Subsequent epoch N+1: "), new ImagePart("next"),
        ]),
    ];

    private static string Prompt(string file) => File.ReadAllText(SharedFolder.PathOf($"sleepvlm-prompts/{file}"));

    private static int[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(id => id.GetInt32())];

    private static JsonElement Golden(string name) => JsonDocument.Parse(File.ReadAllBytes(Repository.Golden("qwen/" + name))).RootElement;
}
