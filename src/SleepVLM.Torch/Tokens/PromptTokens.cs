using System.Text;
using SleepVLM.Engine.Staging.Prompts;

namespace SleepVLM.Torch.Tokens;

/// <summary>A conversation as token ids, by Qwen2.5-VL's chat template.</summary>
public static class PromptTokens
{
    /// <summary>Ids with each picture as a run of image pads, ending where the assistant begins to speak.</summary>
    /// <param name="tokenizer">The model's vocabulary.</param>
    /// <param name="messages">The turns.</param>
    /// <param name="imageTokens">Tokens of each picture.</param>
    public static int[] Create(BpeTokenizer tokenizer, IReadOnlyList<PromptMessage> messages, int imageTokens)
    {
        var picture = QwenTokens.VisionStart + string.Concat(Enumerable.Repeat(QwenTokens.ImagePad, imageTokens)) + QwenTokens.VisionEnd;
        var text = new StringBuilder();
        foreach (var message in messages)
        {
            text.Append(QwenTokens.TurnStart).Append(message.Role).Append('\n');
            foreach (var part in message.Parts) text.Append(part is TextPart words ? words.Text : picture);
            text.Append(QwenTokens.TurnEnd).Append('\n');
        }

        return tokenizer.Encode(text.Append(QwenTokens.TurnStart).Append("assistant\n").ToString());
    }
}
