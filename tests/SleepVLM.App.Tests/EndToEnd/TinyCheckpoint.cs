using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Testing;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.App.Tests.EndToEnd;

/// <summary>The reference's tiny checkpoints as whole model folders: they come without a tokenizer, so a small one with their ids is put beside them.</summary>
internal static class TinyCheckpoint
{
    private const int WithAddedTokens = 507;

    // In the order of the ids that the checkpoints' config.json gives, 500 and on.
    private static readonly string[] Added =
        [QwenTokens.VisionStart, QwenTokens.VisionEnd, QwenTokens.ImagePad, "<|video_pad|>", QwenTokens.TurnStart, QwenTokens.TurnEnd, QwenTokens.EndOfText];

    private static readonly Lazy<BpeTokenizer> Tokenizer = new(() =>
    {
        var prompt = PromptTemplate.Load(Path.Combine(Repository.Root, "prompts"), "stage-epoch");
        var messages = StagePrompt.Render(prompt, RuleBook.LoadDefault().ToPromptText(), RationaleDetail.Full);
        return BpeTrainer.Train(messages.SelectMany(message => message.Parts.OfType<TextPart>()).Select(part => part.Text), WithAddedTokens, Added);
    });

    /// <summary>Copies a checkpoint and completes it; an adapter gets its base beside it.</summary>
    public static string Complete(TemporaryFolder folder, string name)
    {
        // Its adapter_config.json names the base "tiny".
        if (name == "tiny_lora_phase2") Copy("tiny_f32_new_keys_sharded", folder.File("tiny"));
        return Copy(name, folder.File(name));
    }

    private static string Copy(string name, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(Repository.Golden($"qwen/ckpt/{name}"))) File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        if (File.Exists(Path.Combine(target, "config.json"))) Tokenizer.Value.Save(target);
        return target;
    }
}
