using System.Text;
using System.Text.Json.Nodes;
using SleepVLM.Contracts;
using SleepVLM.Torch.Chat;

namespace SleepVLM.Serve.Protocol;

/// <summary>Writes answers as chat completions, whole or in chunks.</summary>
/// <param name="model">Name of the model.</param>
/// <param name="withTokens">Tell the probabilities of tokens.</param>
internal sealed class CompletionJson(string model, bool withTokens)
{
    /// <summary>Field of a choice with the model's probabilities of the five stages; an addition of ours to OpenAI's form.</summary>
    public const string StageProbabilities = "stage_probabilities";

    private readonly string _id = $"chatcmpl-{Guid.NewGuid():N}";
    private readonly long _created = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    /// <summary>The whole answer.</summary>
    public JsonObject Whole(string text, IReadOnlyList<ChatToken> tokens, ChatEnd end)
    {
        var choice = new JsonObject { ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text, ["refusal"] = null } };
        Finish(choice, tokens, end);
        return Envelope("chat.completion", [choice], Usage(end));
    }

    /// <summary>The first chunk: who speaks.</summary>
    public JsonObject Opening() => Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" }, null, null);

    /// <summary>A chunk of text.</summary>
    public JsonObject Piece(ChatDelta delta) => Chunk(new JsonObject { ["content"] = delta.Text }, delta.Tokens, null);

    /// <summary>The chunk behind the last text: how the answer ended.</summary>
    public JsonObject Closing(ChatEnd end) => Chunk([], null, end);

    /// <summary>The last chunk, where the client wants it: tokens counted.</summary>
    public JsonObject UsageChunk(ChatEnd end) => Envelope("chat.completion.chunk", [], Usage(end));

    private JsonObject Chunk(JsonObject delta, IReadOnlyList<ChatToken>? tokens, ChatEnd? end)
    {
        var choice = new JsonObject { ["index"] = 0, ["delta"] = delta };
        Finish(choice, tokens, end);
        return Envelope("chat.completion.chunk", [choice], null);
    }

    private void Finish(JsonObject choice, IReadOnlyList<ChatToken>? tokens, ChatEnd? end)
    {
        choice["logprobs"] = withTokens && tokens is not null ? new JsonObject { ["content"] = new JsonArray([.. tokens.Select(Token)]), ["refusal"] = null } : null;
        choice["finish_reason"] = end is null ? null : end.Truncated ? "length" : "stop";
        if (end?.Hypnodensity is { } density)
            choice[StageProbabilities] = new JsonObject(Enum.GetValues<SleepStage>().Select(stage => KeyValuePair.Create(stage.ToString(), (JsonNode?)density[stage])));
    }

    private JsonObject Envelope(string kind, JsonArray choices, JsonObject? usage)
    {
        var body = new JsonObject { ["id"] = _id, ["object"] = kind, ["created"] = _created, ["model"] = model, ["choices"] = choices };
        if (usage is not null) body["usage"] = usage;
        return body;
    }

    private static JsonObject Usage(ChatEnd end) => new()
    {
        ["prompt_tokens"] = end.PromptTokens, ["completion_tokens"] = end.AnswerTokens, ["total_tokens"] = end.PromptTokens + end.AnswerTokens,
    };

    private static JsonObject Token(ChatToken token)
    {
        var json = Choice(token.Utf8, token.LogProbability);
        json["top_logprobs"] = new JsonArray([.. token.Alternatives.Select(other => Choice(other.Utf8, other.LogProbability))]);
        return json;
    }

    private static JsonObject Choice(byte[] utf8, double logProbability) => new()
    {
        ["token"] = Encoding.UTF8.GetString(utf8),
        // JSON has no infinity.
        ["logprob"] = Math.Max(logProbability, -9999),
        ["bytes"] = new JsonArray([.. utf8.Select(value => (JsonNode)value)]),
    };
}
