using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Generation;

namespace SleepVLM.Serve.Protocol;

/// <summary>Reads <c>response_format</c>. Answers can be held to the form of a staging answer, which is what the model's grammar knows.</summary>
/// <remarks>The grammar is stricter than the schema: rules are those that the rule book gives for the stage, four at most, where the stage comes first.</remarks>
/// <param name="card">What the model was trained to answer; null where that is not known.</param>
/// <param name="rules">Which rules lead to which stage.</param>
internal sealed class ResponseFormatReader(ModelCard? card, RuleBook rules)
{
    private const string Field = "response_format", Schema = "response_format.json_schema.schema";

    // What says something about a value without restricting it.
    private static readonly string[] Remarks = ["title", "description", "$schema", "additionalProperties", "type"];
    private static readonly SleepStage[] Stages = Enum.GetValues<SleepStage>();

    /// <summary>The form asked for, and the stage where it allows one only; null for free text.</summary>
    /// <exception cref="RequestRefusal">No form that answers can be held to.</exception>
    public (AnswerShape Shape, SleepStage? Decided)? Read(JsonElement? format)
    {
        if (format is not { } given) return null;
        return JsonFields.Text(JsonFields.Object(given, Field), "type", $"{Field}.type") switch
        {
            "text" => null,
            "json_object" when card is { Fenced: false } => (new AnswerShape(card.AnswerKeys, Fenced: false, RulesOf(All()), card.RulesMayBeEmpty), null),
            "json_object" => throw RequestRefusal.Unsupported(Field, "this model was not trained to a JSON form of its own; send json_schema"),
            "json_schema" => ReadSchema(JsonFields.Object(
                JsonFields.Find(JsonFields.Object(JsonFields.Find(given, "json_schema") ?? throw Missing($"{Field}.json_schema"), $"{Field}.json_schema"), "schema") ?? throw Missing(Schema), Schema)),
            var other => throw RequestRefusal.Unsupported($"{Field}.type", $"'{other}' is none of text, json_object and json_schema"),
        };
    }

    private (AnswerShape Shape, SleepStage? Decided) ReadSchema(JsonElement schema)
    {
        CheckKeywords(schema, Schema, "object", "properties", "required");
        var properties = JsonFields.Object(JsonFields.Find(schema, "properties") ?? throw Missing($"{Schema}.properties"), $"{Schema}.properties");
        string[] keys = [.. properties.EnumerateObject().Select(property => property.Name)];
        try
        {
            _ = new AnswerFormat(keys);
        }
        catch (ArgumentException error)
        {
            throw RequestRefusal.Unsupported($"{Schema}.properties", $"answers can be held to the keys of a staging answer only ({AnswerFormat.SleepStageKey}, {AnswerFormat.ApplicableRules}, {AnswerFormat.ReasoningText}): {error.Message.Split(" (Parameter")[0]}");
        }

        if (JsonFields.Find(schema, "required") is { } required && JsonFields.List(required, $"{Schema}.required").Any(key => key.ValueKind != JsonValueKind.String || !keys.Contains(key.GetString())))
            throw RequestRefusal.Invalid($"{Schema}.required", "names a key that is none of the properties");
        var stages = ReadStages(properties.GetProperty(AnswerFormat.SleepStageKey), $"{Schema}.properties.{AnswerFormat.SleepStageKey}");
        var (named, mayBeEmpty) = ReadRules(properties.GetProperty(AnswerFormat.ApplicableRules), $"{Schema}.properties.{AnswerFormat.ApplicableRules}");
        if (keys.Contains(AnswerFormat.ReasoningText)) CheckKeywords(properties.GetProperty(AnswerFormat.ReasoningText), $"{Schema}.properties.{AnswerFormat.ReasoningText}", "string");
        return (new AnswerShape(keys, Fenced: false, RulesOf(named), mayBeEmpty && (card?.RulesMayBeEmpty ?? false)), stages);
    }

    private static SleepStage? ReadStages(JsonElement property, string path)
    {
        CheckKeywords(property, path, "string", "enum");
        var names = Strings(property, path);
        var stages = Stages.Where(stage => names.Contains(stage.ToString())).ToArray();
        return stages.Length == names.Count && stages.Length is 1 or 5
            ? stages.Length == 1 ? stages[0] : null
            : throw RequestRefusal.Unsupported($"{path}.enum", "must hold the five stages W, N1, N2, N3 and R, or one of them that is to be explained");
    }

    private static (IReadOnlyList<string> Named, bool MayBeEmpty) ReadRules(JsonElement property, string path)
    {
        CheckKeywords(property, path, "array", "items", "minItems", "maxItems", "uniqueItems");
        var items = JsonFields.Object(JsonFields.Find(property, "items") ?? throw Missing($"{path}.items"), $"{path}.items");
        CheckKeywords(items, $"{path}.items", "string", "enum");
        var least = JsonFields.Whole(property, "minItems") ?? 0;
        if (least > 1 || (JsonFields.Whole(property, "maxItems") ?? int.MaxValue) < AnswerFormat.MostRules)
            throw RequestRefusal.Unsupported(path, $"answers name one to {AnswerFormat.MostRules} rules and can be held to no other number");
        return (Strings(items, $"{path}.items"), least == 0);
    }

    private static void CheckKeywords(JsonElement schema, string path, string type, params string[] known)
    {
        JsonFields.Object(schema, path);
        if (JsonFields.Text(schema, "type", $"{path}.type") != type) throw RequestRefusal.Unsupported($"{path}.type", $"must be {type}");
        if (schema.EnumerateObject().Select(keyword => keyword.Name).FirstOrDefault(name => !known.Contains(name) && !Remarks.Contains(name)) is { } unknown)
            throw RequestRefusal.Unsupported($"{path}.{unknown}", "answers cannot be held to this keyword");
    }

    private static HashSet<string> StringSet(JsonElement list, string path) =>
        [.. JsonFields.List(list, path).Select(value => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw RequestRefusal.Invalid(path, "must hold strings"))];

    private static IReadOnlyList<string> Strings(JsonElement property, string path) =>
        [.. StringSet(JsonFields.Find(property, "enum") ?? throw Missing($"{path}.enum"), $"{path}.enum")];

    // Where the schema's rules leave a stage with none of its own, and where the rule book does not know them, any may follow.
    private Dictionary<SleepStage, IReadOnlyList<string>> RulesOf(IReadOnlyList<string> named) => Stages.ToDictionary(stage => stage, stage =>
    {
        string[] own = [.. named.Where(rule => rules.StagesOf(new RuleId(rule)) is var stages && (stages.Count == 0 || stages.Contains(stage)))];
        return own.Length > 0 ? own : named;
    });

    private IReadOnlyList<string> All() => [.. rules.Ids.Select(id => id.Value)];

    private static RequestRefusal Missing(string path) => RequestRefusal.Invalid(path, "is missing");
}
