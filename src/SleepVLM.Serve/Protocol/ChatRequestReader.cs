using System.Text.Json;
using SleepVLM.Engine.Rules;
using SleepVLM.Torch.Chat;
using SleepVLM.Torch.Generation;

namespace SleepVLM.Serve.Protocol;

/// <summary>Reads the body of <c>/v1/chat/completions</c>. What would change the answer and cannot be heeded is refused; what changes nothing is taken.</summary>
/// <param name="model">Name of the model that is served.</param>
/// <param name="card">What it was trained to.</param>
/// <param name="rules">The rule book.</param>
/// <param name="settings">Limits.</param>
internal sealed class ChatRequestReader(string model, ModelCard? card, RuleBook rules, ServeSettings settings)
{
    private const int MostStops = 4, LongestStop = 256, MostAlternatives = 20;

    // In effect the likeliest token each time; the published model is asked with 1e-6.
    private const double GreedyTemperature = 1e-3;

    private readonly MessageReader _messages = new(settings);
    private readonly ResponseFormatReader _formats = new(card, rules);

    /// <summary>Reads it all.</summary>
    /// <exception cref="RequestRefusal">Something cannot be answered.</exception>
    public ChatRequest Read(JsonElement body)
    {
        JsonFields.Object(body, "body");
        if ((JsonFields.Text(body, "model", "model") ?? throw RequestRefusal.Invalid("model", "is missing")) is var asked && asked != model)
            throw new RequestRefusal(404, $"model: there is no '{asked}' here; this server has {model}", "model_not_found", "model");
        KnownParameters.Check(body);
        var format = _formats.Read(JsonFields.Find(body, "response_format"));
        var decoding = new ChatDecoding(ReadMaxTokens(body))
        {
            Stop = ReadStops(body), RepetitionPenalty = ReadRepetitionPenalty(body), Shape = format?.Shape, Decided = format?.Decided, Alternatives = ReadAlternatives(body),
        };
        CheckTemperature(body);
        var stream = JsonFields.Flag(body, "stream", "stream") ?? false;
        var includeUsage = JsonFields.Find(body, "stream_options") is { } options
            && (JsonFields.Flag(JsonFields.Object(options, "stream_options"), "include_usage", "stream_options.include_usage") ?? false);
        // Pictures last: they are the only costly part.
        var (turns, pictures) = _messages.Read(JsonFields.Find(body, "messages") ?? throw RequestRefusal.Invalid("messages", "is missing"));
        return new ChatRequest(new ChatQuestion(turns, pictures, decoding), stream, includeUsage);
    }

    private int ReadMaxTokens(JsonElement body)
    {
        var least = settings.MaxAnswerTokens;
        foreach (var name in (string[])["max_tokens", "max_completion_tokens"])
        {
            if (JsonFields.Whole(body, name) is not { } limit) continue;
            if (limit < 1) throw RequestRefusal.Invalid(name, "must be at least 1");
            if (limit > settings.MaxAnswerTokens) throw RequestRefusal.Invalid(name, $"{limit} is above {settings.MaxAnswerTokens}, this server's limit");
            least = Math.Min(least, limit);
        }

        return least;
    }

    private static string[] ReadStops(JsonElement body)
    {
        string[] stops = JsonFields.Find(body, "stop") switch
        {
            null => [],
            { ValueKind: JsonValueKind.String } one => [one.GetString()!],
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(stop => stop.ValueKind == JsonValueKind.String ? stop.GetString()! : "")],
            _ => throw RequestRefusal.Invalid("stop", "must be a string or a list of strings"),
        };
        return stops.Length <= MostStops && Array.TrueForAll(stops, stop => stop.Length is > 0 and <= LongestStop)
            ? stops : throw RequestRefusal.Invalid("stop", $"must hold up to {MostStops} strings of 1 to {LongestStop} characters");
    }

    private static float ReadRepetitionPenalty(JsonElement body) => JsonFields.Number(body, "repetition_penalty") switch
    {
        null => 1,
        > 0 and <= 2 and var penalty => (float)penalty,
        _ => throw RequestRefusal.Invalid("repetition_penalty", "must lie above 0 and not above 2"),
    };

    private static void CheckTemperature(JsonElement body)
    {
        if (JsonFields.Number(body, "temperature") is { } temperature && temperature is < 0 or >= GreedyTemperature)
            throw RequestRefusal.Unsupported("temperature", "this server takes the likeliest token each time; send 0 or leave it out");
    }

    private static int? ReadAlternatives(JsonElement body)
    {
        var count = JsonFields.Whole(body, "top_logprobs");
        if (count is < 0 or > MostAlternatives) throw RequestRefusal.Invalid("top_logprobs", $"must lie between 0 and {MostAlternatives}");
        if (JsonFields.Flag(body, "logprobs", "logprobs") ?? false) return count ?? 0;
        return count is null or 0 ? null : throw RequestRefusal.Invalid("top_logprobs", "needs logprobs: true");
    }
}
