using System.Text.Json;

namespace SleepVLM.Torch.Weights;

/// <summary>An object of a settings file; every getter names file and setting when it fails.</summary>
internal sealed class ConfigSection(string path, string prefix, JsonElement element, ConfigSection? outer = null)
{
    /// <summary>The same section, but what it lacks is looked for in another.</summary>
    public ConfigSection Over(ConfigSection other) => new(path, prefix, element, other);

    public ConfigSection? Section(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Object } section ? new ConfigSection(path, $"{prefix}{name}.", section) : null;

    public int Number(string name, int? fallback = null) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        { } value => throw Wrong(name, value.GetRawText(), "a whole number"),
        null => fallback ?? throw Wrong(name, "absent", "a whole number"),
    };

    /// <summary>A whole number, or the first of a list of them.</summary>
    public int FirstNumber(string name) => Find(name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0
        ? Numbers(name)[0]
        : Number(name);

    public double Real(string name, double fallback) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) => number,
        { } value => throw Wrong(name, value.GetRawText(), "a number"),
        null => fallback,
    };

    public bool Flag(string name, bool fallback) => Find(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Wrong(name, value.GetRawText(), "true or false"),
        null => fallback,
    };

    /// <summary>Whether a list or an object has anything in it.</summary>
    public bool IsFilled(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() > 0,
        { ValueKind: JsonValueKind.Object } section => section.EnumerateObject().Any(),
        null => false,
        _ => true,
    };

    public string? Text(string name, string? fallback) => Find(name) switch
    {
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } value => throw Wrong(name, value.GetRawText(), "text"),
        null => fallback,
    };

    public int[] Numbers(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > 4096)
            throw Wrong(name, Find(name)?.GetRawText() ?? "absent", "a list of whole numbers");
        var numbers = new int[list.GetArrayLength()];
        for (var i = 0; i < numbers.Length; i++)
            if (list[i].ValueKind != JsonValueKind.Number || !list[i].TryGetInt32(out numbers[i])) throw Wrong(name, list.GetRawText(), "a list of whole numbers");
        return numbers;
    }

    public WeightFormatException Wrong(string name, string? found, string must) =>
        new(path, $"{prefix}{name} is {(found is { Length: > 60 } ? found[..60] + "..." : found)}, but must be {must}");

    private JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : outer?.Find(name);
}
