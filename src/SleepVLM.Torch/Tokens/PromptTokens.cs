using System.Text;
using SleepVLM.Engine.Staging.Prompts;

namespace SleepVLM.Torch.Tokens;

/// <summary>A conversation as token ids, by Qwen2.5-VL's chat template.</summary>
/// <remarks>What turns say is text: a <c>&lt;|im_end|&gt;</c> in it is spelled out and ends no turn.</remarks>
public static class PromptTokens
{
    /// <summary>The turn that the template puts first where a conversation brings no system turn.</summary>
    public const string DefaultSystem = "You are a helpful assistant.";

    /// <summary>Ids with each picture as a run of image pads, ending where the assistant begins to speak.</summary>
    /// <param name="tokenizer">The model's vocabulary.</param>
    /// <param name="messages">The turns.</param>
    /// <param name="imageTokens">Tokens of each picture.</param>
    public static int[] Create(BpeTokenizer tokenizer, IReadOnlyList<PromptMessage> messages, int imageTokens) =>
        Create(tokenizer, messages, imageTokens, generationPrompt: true);

    /// <summary>Ids with each picture as a run of image pads.</summary>
    /// <param name="tokenizer">The model's vocabulary.</param>
    /// <param name="messages">The turns.</param>
    /// <param name="imageTokens">Tokens of each picture.</param>
    /// <param name="generationPrompt">Whether to end where the assistant begins to speak, or with the last turn.</param>
    public static int[] Create(BpeTokenizer tokenizer, IReadOnlyList<PromptMessage> messages, int imageTokens, bool generationPrompt) =>
        Create(tokenizer, messages, _ => imageTokens, generationPrompt);

    /// <summary>Ids with pictures of different sizes, ending where the assistant begins to speak.</summary>
    /// <param name="tokenizer">The model's vocabulary.</param>
    /// <param name="messages">The turns.</param>
    /// <param name="imageTokens">Tokens of each picture in the order of the turns.</param>
    /// <exception cref="ArgumentException">The turns have another number of pictures.</exception>
    public static int[] Create(BpeTokenizer tokenizer, IReadOnlyList<PromptMessage> messages, IReadOnlyList<int> imageTokens)
    {
        var places = messages.Sum(message => message.Parts.OfType<ImagePart>().Count());
        return places == imageTokens.Count
            ? Create(tokenizer, messages, picture => imageTokens[picture], generationPrompt: true)
            : throw new ArgumentException($"{imageTokens.Count} pictures for {places} places", nameof(imageTokens));
    }

    private static int[] Create(BpeTokenizer tokenizer, IReadOnlyList<PromptMessage> messages, Func<int, int> tokensOfPicture, bool generationPrompt)
    {
        var ids = new List<int>();
        var pictures = 0;
        var text = new StringBuilder();
        if (messages is not [{ Role: "system" }, ..]) AddTurn(new PromptMessage("system", [new TextPart(DefaultSystem)]));
        foreach (var message in messages) AddTurn(message);
        if (generationPrompt)
        {
            AddToken(QwenTokens.TurnStart, 1);
            text.Append("assistant\n");
        }

        AddText();
        return [.. ids];

        void AddTurn(PromptMessage message)
        {
            AddToken(QwenTokens.TurnStart, 1);
            text.Append(message.Role).Append('\n');
            foreach (var part in message.Parts)
            {
                if (part is TextPart words) text.Append(words.Text);
                else AddPicture();
            }

            AddToken(QwenTokens.TurnEnd, 1);
            text.Append('\n');
        }

        void AddPicture()
        {
            AddToken(QwenTokens.VisionStart, 1);
            AddToken(QwenTokens.ImagePad, tokensOfPicture(pictures++));
            AddToken(QwenTokens.VisionEnd, 1);
        }

        void AddToken(string content, int count)
        {
            AddText();
            ids.AddRange(Enumerable.Repeat(tokenizer.AddedId(content), count));
        }

        // Words may reach over parts and line breaks of the template, so text is encoded in one piece between added tokens.
        void AddText()
        {
            if (text.Length > 0) ids.AddRange(tokenizer.Encode(text.ToString(), allowSpecial: false));
            text.Clear();
        }
    }
}
