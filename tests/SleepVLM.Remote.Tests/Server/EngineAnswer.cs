using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages.Png;

namespace SleepVLM.Remote.Tests.Server;

/// <summary>Answers as a model would: stage and prose follow from the target picture, so that every answer can be held against its question.</summary>
internal static class EngineAnswer
{
    private static readonly string[] Stages = Enum.GetNames<SleepStage>();

    /// <summary>The stage that is answered to a picture, by the hash of its pixels.</summary>
    public static string StageOf(string imageSha256) => Stages[Convert.ToInt32(imageSha256[..2], 16) % Stages.Length];

    /// <summary>Share of the stage that is answered; the others have equal parts of the rest.</summary>
    public const double Sureness = 0.6;

    public static JsonObject To(JsonElement request, EngineOptions options, Misbehaviour doing)
    {
        var hash = TargetHash(request);
        var text = doing == Misbehaviour.NonsenseAnswer ? "I cannot tell." : Text(request, options, hash);
        if (doing == Misbehaviour.LengthLimit) text = text[..(text.Length / 2)];
        var choice = new JsonObject
        {
            ["index"] = 0, ["finish_reason"] = doing == Misbehaviour.LengthLimit ? "length" : "stop",
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text },
        };
        if (options.GivesProbabilities && request.TryGetProperty("logprobs", out var wanted) && wanted.GetBoolean())
            choice["logprobs"] = new JsonObject { ["content"] = EngineTokens.Of(text, options) };
        return new JsonObject
        {
            ["id"] = "chatcmpl-1", ["object"] = "chat.completion", ["created"] = 1_700_000_000, ["model"] = options.Model, ["choices"] = new JsonArray(choice),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 3140, ["completion_tokens"] = 42, ["total_tokens"] = 3182 },
        };
    }

    private static string Text(JsonElement request, EngineOptions options, string hash)
    {
        var stage = StageOf(hash);
        var schema = Schema(request);
        if (schema is { } enforced && options.Schema == SchemaSupport.Kept)
        {
            var answer = new JsonObject();
            foreach (var property in enforced.GetProperty("properties").EnumerateObject())
            {
                var allowed = property.Value.TryGetProperty("enum", out var values) ? values.EnumerateArray().Select(value => value.GetString()!).ToArray() : [];
                answer[property.Name] = property.Name switch
                {
                    "sleep_stage" => allowed.Contains(stage) ? stage : allowed[0],
                    "applicable_rules" => new JsonArray(property.Value.GetProperty("items").GetProperty("enum")[0].GetString()),
                    _ => $"picture {hash}",
                };
            }

            return answer.ToJsonString().Replace("\":\"", "\": \"", StringComparison.Ordinal);
        }

        return $"```json\n{{\n  \"reasoning_text\": \"picture {hash}\",\n  \"applicable_rules\": [\"W.1\"],\n  \"sleep_stage\": \"{stage}\"\n}}\n```";
    }

    private static JsonElement? Schema(JsonElement request) =>
        request.TryGetProperty("response_format", out var format) && format.GetProperty("type").GetString() == "json_schema"
            ? format.GetProperty("json_schema").GetProperty("schema") : null;

    /// <summary>Hash of the middle one of three pictures.</summary>
    public static string TargetHash(JsonElement request)
    {
        var pictures = request.GetProperty("messages").EnumerateArray()
            .Where(turn => turn.GetProperty("content").ValueKind == JsonValueKind.Array).SelectMany(turn => turn.GetProperty("content").EnumerateArray())
            .Where(part => part.GetProperty("type").GetString() == "image_url").Select(part => part.GetProperty("image_url").GetProperty("url").GetString()!).ToArray();
        if (pictures.Length == 0) return new string('0', 64);
        const string form = "data:image/png;base64,";
        var png = Convert.FromBase64String(pictures[1].StartsWith(form, StringComparison.Ordinal) ? pictures[1][form.Length..] : throw new InvalidDataException(pictures[1][..40]));
        return Convert.ToHexStringLower(SHA256.HashData(PngReader.Decode(png).Rgb.Span));
    }
}
