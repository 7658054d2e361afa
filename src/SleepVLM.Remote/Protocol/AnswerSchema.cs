using System.Text.Json.Nodes;
using OpenAI.Chat;
using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;

namespace SleepVLM.Remote.Protocol;

/// <summary>The form of an answer as a JSON schema.</summary>
/// <remarks>Only keywords that every engine's grammar knows: limits on the number of items are left out, and engines write the keys in the schema's order.</remarks>
internal static class AnswerSchema
{
    /// <summary>The schema as a response format.</summary>
    /// <param name="format">Keys in their order.</param>
    /// <param name="rules">Gives the identifiers.</param>
    /// <param name="decided">The only stage allowed, with the rules that lead to it; null allows all.</param>
    public static ChatResponseFormat Create(AnswerFormat format, RuleBook rules, SleepStage? decided = null)
    {
        var stages = decided is { } one ? [one] : Enum.GetValues<SleepStage>();
        var properties = new JsonObject();
        foreach (var key in format.Keys)
        {
            properties[key] = key switch
            {
                AnswerFormat.SleepStageKey => OneOf(stages.Select(stage => stage.ToString())),
                AnswerFormat.ApplicableRules => new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = OneOf(rules.Ids.Where(id => rules.StagesOf(id).Any(stages.Contains)).Select(id => id.Value)),
                },
                _ => new JsonObject { ["type"] = "string" },
            };
        }

        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. format.Keys.Select(key => (JsonNode)key)]),
            ["additionalProperties"] = false,
        };
        return ChatResponseFormat.CreateJsonSchemaFormat("staging", BinaryData.FromString(schema.ToJsonString()), jsonSchemaIsStrict: true);
    }

    private static JsonObject OneOf(IEnumerable<string> values) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]) };
}
