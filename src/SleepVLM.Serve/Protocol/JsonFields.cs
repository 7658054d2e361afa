using System.Text.Json;

namespace SleepVLM.Serve.Protocol;

/// <summary>Reads fields of a request; each problem is refused by the field's name. A field that is null counts as absent.</summary>
internal static class JsonFields
{
    public static JsonElement? Find(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string? Text(JsonElement parent, string name, string path) => Find(parent, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => throw RequestRefusal.Invalid(path, "must be a string"),
    };

    public static bool? Flag(JsonElement parent, string name, string path) => Find(parent, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw RequestRefusal.Invalid(path, "must be true or false"),
    };

    public static int? Whole(JsonElement parent, string name) => Find(parent, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        _ => throw RequestRefusal.Invalid(name, "must be a whole number"),
    };

    public static double? Number(JsonElement parent, string name) => Find(parent, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        _ => throw RequestRefusal.Invalid(name, "must be a number"),
    };

    public static JsonElement Object(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object ? element : throw RequestRefusal.Invalid(path, "must be an object");

    public static IEnumerable<JsonElement> List(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : throw RequestRefusal.Invalid(path, "must be a list");
}
