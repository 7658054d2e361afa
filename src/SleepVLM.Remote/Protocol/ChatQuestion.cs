using OpenAI.Chat;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages.Png;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;

namespace SleepVLM.Remote.Protocol;

/// <summary>Three pictures of a window as PNG files, and the stage to be explained where it is decided.</summary>
internal sealed record WindowPictures(EpochIndex Target, BinaryData Previous, BinaryData Current, BinaryData Next, SleepStage? Decided)
{
    /// <summary>The same question with black pictures.</summary>
    public WindowPictures Blackened()
    {
        var picture = PngReader.Decode(Current.ToArray());
        var black = BinaryData.FromBytes(PngWriter.Encode(new byte[picture.Rgb.Length], picture.WidthPx, picture.HeightPx));
        return this with { Previous = black, Current = black, Next = black };
    }
}

/// <summary>Writes questions as chat turns, each engine asked for what it has.</summary>
/// <param name="prompt">The prompt.</param>
/// <param name="rules">Its rule book.</param>
/// <param name="detail">How much is to be said.</param>
/// <param name="maxTokens">Longest answer.</param>
/// <param name="seed">Seed for the engine.</param>
internal sealed class ChatQuestion(PromptTemplate prompt, RuleBook rules, RationaleDetail detail, int maxTokens, ulong seed)
{
    /// <summary>Alternatives asked for at each token: enough for five stages in several spellings.</summary>
    public const int Alternatives = 8;

    private readonly IReadOnlyList<PromptMessage> _turns = StagePrompt.Render(prompt, rules.ToPromptText(), detail);
    private readonly AnswerFormat _format = StagePrompt.FormatOf(prompt, detail);

    /// <summary>The turns of one question.</summary>
    public IReadOnlyList<ChatMessage> TurnsOf(WindowPictures window) => [.. _turns.Select(turn => TurnOf(turn, window))];

    /// <summary>The settings that go with it.</summary>
    public ChatCompletionOptions OptionsOf(WindowPictures window, ServerDescription server)
    {
        var decoding = prompt.Decoding;
        var options = new ChatCompletionOptions
        {
            Temperature = (float)decoding.Temperature, TopP = (float?)decoding.TopP,
            // Engines hold seeds in 63 bits.
            Seed = (long)(seed & long.MaxValue),
            ResponseFormat = server.KeepsToSchema ? AnswerSchema.Create(_format, rules, window.Decided) : null,
        };
        // The package writes max_completion_tokens, which Ollama does not read.
        options.Patch.Set("$.max_tokens"u8, maxTokens);
        if (decoding.RepetitionPenalty is { } penalty && server.RepetitionPenaltyField is { } field)
            options.Patch.Set(System.Text.Encoding.UTF8.GetBytes("$." + field), penalty);
        if (server.GivesProbabilities) (options.IncludeLogProbabilities, options.TopLogProbabilityCount) = (true, Alternatives);
        return options;
    }

    private static ChatMessage TurnOf(PromptMessage turn, WindowPictures window)
    {
        if (turn.Role == "user") return ChatMessage.CreateUserMessage(turn.Parts.Select(part => PartOf(part, window)));
        var text = string.Concat(turn.Parts.OfType<TextPart>().Select(part => part.Text));
        return turn.Role switch
        {
            "system" => ChatMessage.CreateSystemMessage(text),
            "assistant" => ChatMessage.CreateAssistantMessage(text),
            _ => throw new SleepVlmException($"the prompt has a turn of role '{turn.Role}'; a turn is of system, user or assistant"),
        };
    }

    private static ChatMessageContentPart PartOf(PromptPart part, WindowPictures window) => part switch
    {
        TextPart text => ChatMessageContentPart.CreateTextPart(text.Text),
        ImagePart { Variable: "previous" } => Picture(window.Previous),
        ImagePart { Variable: "target" } => Picture(window.Current),
        ImagePart { Variable: "next" } => Picture(window.Next),
        ImagePart image => throw new SleepVlmException($"the prompt has a place for a picture '{image.Variable}'; pictures are previous, target and next"),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    private static ChatMessageContentPart Picture(BinaryData png) => ChatMessageContentPart.CreateImagePart(png, "image/png");
}
