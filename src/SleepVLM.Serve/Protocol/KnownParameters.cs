using System.Text.Json;

namespace SleepVLM.Serve.Protocol;

/// <summary>Which parameters of a request are read, which change nothing here, and which only a neutral value may be given to.</summary>
internal static class KnownParameters
{
    private static readonly HashSet<string> Read =
        ["model", "messages", "max_tokens", "max_completion_tokens", "stream", "stream_options", "stop", "temperature", "response_format", "logprobs", "top_logprobs", "repetition_penalty"];

    // They choose among less likely tokens, which are never taken, or say something to a service that this is not.
    private static readonly HashSet<string> Harmless =
        ["top_p", "top_k", "min_p", "seed", "user", "safety_identifier", "prompt_cache_key", "metadata", "parallel_tool_calls", "service_tier", "store", "tool_choice"];

    private static readonly Dictionary<string, (Func<JsonElement, bool> IsNeutral, string Problem)> Neutral = new()
    {
        ["n"] = (value => Is(value, 1), "this server gives one answer; send 1 or leave it out"),
        ["frequency_penalty"] = (value => Is(value, 0), "only repetition_penalty is known here; send 0 or leave it out"),
        ["presence_penalty"] = (value => Is(value, 0), "only repetition_penalty is known here; send 0 or leave it out"),
        ["logit_bias"] = (IsEmpty, "tokens cannot be made more or less likely here; leave it out"),
        ["tools"] = (IsEmpty, "the model calls no tools; leave it out"),
        ["functions"] = (IsEmpty, "the model calls no functions; leave it out"),
        ["modalities"] = (value => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(one => one.ValueEquals("text")), "answers are text; send [\"text\"] or leave it out"),
        ["reasoning_effort"] = (value => value.ValueKind == JsonValueKind.String && value.ValueEquals("none"), "the model has no efforts to choose from; leave it out"),
    };

    /// <summary>Refuses the first parameter that cannot be heeded.</summary>
    public static void Check(JsonElement body)
    {
        foreach (var parameter in body.EnumerateObject().Where(parameter => parameter.Value.ValueKind != JsonValueKind.Null))
        {
            if (Read.Contains(parameter.Name) || Harmless.Contains(parameter.Name)) continue;
            if (!Neutral.TryGetValue(parameter.Name, out var neutral)) throw RequestRefusal.Unsupported(parameter.Name, "is not known to this server; leave it out");
            if (!neutral.IsNeutral(parameter.Value)) throw RequestRefusal.Unsupported(parameter.Name, neutral.Problem);
        }
    }

    private static bool Is(JsonElement value, double neutral) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number.Equals(neutral);

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };
}
