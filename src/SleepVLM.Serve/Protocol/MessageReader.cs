using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.Prompts;

namespace SleepVLM.Serve.Protocol;

/// <summary>Reads the turns of a conversation.</summary>
/// <param name="settings">How much of everything there may be.</param>
internal sealed class MessageReader(ServeSettings settings)
{
    // Whoever sends more characters than this for each token allowed is over the limit whatever the tokenizer is.
    private const long MostCharactersPerToken = 32;

    private readonly PictureReader _pictures = new(settings);

    /// <summary>The turns with places for pictures, and the pictures in their order.</summary>
    public (IReadOnlyList<PromptMessage> Turns, IReadOnlyList<EpochImage> Pictures) Read(JsonElement messages)
    {
        var turns = new List<PromptMessage>();
        var pictures = new List<EpochImage>();
        foreach (var message in JsonFields.List(messages, "messages")) turns.Add(ReadTurn(message, $"messages[{turns.Count}]", pictures));
        if (turns.Count == 0) throw RequestRefusal.Invalid("messages", "needs a turn at least");
        var characters = turns.SelectMany(turn => turn.Parts).OfType<TextPart>().Sum(part => (long)part.Text.Length);
        return characters <= MostCharactersPerToken * settings.MaxPromptTokens ? (turns, pictures) : throw new RequestRefusal(
            400, $"messages: {characters} characters are more than {settings.MaxPromptTokens} tokens, this server's limit", "context_length_exceeded", "messages");
    }

    private PromptMessage ReadTurn(JsonElement message, string path, List<EpochImage> pictures)
    {
        JsonFields.Object(message, path);
        var role = JsonFields.Text(message, "role", $"{path}.role") switch
        {
            "system" or "developer" => "system",
            "user" => "user",
            "assistant" => "assistant",
            null => throw RequestRefusal.Invalid($"{path}.role", "is missing"),
            var other => throw RequestRefusal.Unsupported($"{path}.role", $"'{other}' is none of system, developer, user and assistant"),
        };
        foreach (var unknown in (string[])["tool_calls", "function_call", "audio"])
            if (JsonFields.Find(message, unknown) is not null) throw RequestRefusal.Unsupported($"{path}.{unknown}", "the model calls no tools and hears nothing");
        return JsonFields.Find(message, "content") switch
        {
            { ValueKind: JsonValueKind.String } text => new PromptMessage(role, [new TextPart(text.GetString()!)]),
            { ValueKind: JsonValueKind.Array } parts => new PromptMessage(role, [.. parts.EnumerateArray().Select((part, i) => ReadPart(part, $"{path}.content[{i}]", role, pictures))]),
            _ => throw RequestRefusal.Invalid($"{path}.content", "must be a string or a list of parts"),
        };
    }

    private PromptPart ReadPart(JsonElement part, string path, string role, List<EpochImage> pictures)
    {
        JsonFields.Object(part, path);
        switch (JsonFields.Text(part, "type", $"{path}.type"))
        {
            case "text":
                return new TextPart(JsonFields.Text(part, "text", $"{path}.text") ?? throw RequestRefusal.Invalid($"{path}.text", "is missing"));
            case "image_url":
                if (role != "user") throw RequestRefusal.Invalid(path, "only a user's turn may hold a picture");
                if (pictures.Count == settings.MaxPictures) throw RequestRefusal.Invalid("messages", $"there are more than {settings.MaxPictures} pictures, this server's limit");
                var image = JsonFields.Object(JsonFields.Find(part, "image_url") ?? throw RequestRefusal.Invalid($"{path}.image_url", "is missing"), $"{path}.image_url");
                pictures.Add(JsonFields.Find(image, "url") is { ValueKind: JsonValueKind.String } url
                    ? _pictures.Read(url, $"{path}.image_url.url") : throw RequestRefusal.Invalid($"{path}.image_url.url", "must be a string"));
                return new ImagePart(FormattableString.Invariant($"{pictures.Count}"));
            default:
                throw RequestRefusal.Unsupported($"{path}.type", "must be text or image_url");
        }
    }
}
