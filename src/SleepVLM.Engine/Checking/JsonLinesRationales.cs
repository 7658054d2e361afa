using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Checking;

/// <summary>One JSON object a line: our own staging, or as little as <c>{"epoch":1,"stage":"N2","reasoning_text":"...","applicable_rules":["N2.1"]}</c>.</summary>
internal static class JsonLinesRationales
{
    private static readonly SleepStage[] Stages = Enum.GetValues<SleepStage>();

    public static RationaleEntries Read(string path, string text, CancellationToken cancellationToken)
    {
        var entries = new List<RationaleEntry>();
        var fromZero = false;
        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            if (!line.IsWhiteSpace()) entries.Add(Parse(path, number, line.ToString(), ref fromZero));
        }

        return new RationaleEntries(entries, fromZero ? 0 : null);
    }

    private static RationaleEntry Parse(string path, int line, string json, ref bool fromZero)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new RationaleFormatException(path, line, "this is no JSON object; each line is one epoch in braces");
            var members = new Dictionary<string, JsonElement>();
            foreach (var member in document.RootElement.EnumerateObject()) members.TryAdd(member.Name.ToLowerInvariant(), member.Value);
            JsonElement? Member(string[] names) => names.Where(members.ContainsKey).Select(name => (JsonElement?)members[name]).FirstOrDefault();

            if (Member(FieldNames.Epoch) is not { ValueKind: JsonValueKind.Number } epoch || !epoch.TryGetInt64(out var counted))
                throw new RationaleFormatException(path, line, "\"epoch\" is missing or no whole number");
            fromZero |= !members.ContainsKey(FieldNames.Epoch[0]) && members.ContainsKey(FieldNames.EpochFromZero);
            if (Member(FieldNames.Stage) is not { } stage || stage.ValueKind is not (JsonValueKind.String or JsonValueKind.Null or JsonValueKind.Number))
                throw new RationaleFormatException(path, line, "\"stage\" is missing; it is W, N1, N2, N3, R, or null for an epoch without one");
            return new RationaleEntry(
                line, counted, stage.ValueKind == JsonValueKind.Null ? null : stage.ToString(),
                Member(FieldNames.Text) is { ValueKind: JsonValueKind.String } prose ? prose.GetString()! : "",
                Member(FieldNames.Rules) is { } rules ? RuleList.Parse(rules) : [],
                members.TryGetValue(FieldNames.Truncated, out var cut) && cut.ValueKind == JsonValueKind.True,
                members.TryGetValue(FieldNames.Hypnodensity, out var density) ? Probabilities(density) : null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new RationaleFormatException(path, line, "this is no JSON; a file of rationales has one object per line", error);
        }
    }

    /// <summary>Null unless all five are there.</summary>
    private static float[]? Probabilities(JsonElement density)
    {
        if (density.ValueKind != JsonValueKind.Object) return null;
        var values = Stages.Select(stage => density.TryGetProperty(stage.ToString(), out var value) && value.ValueKind == JsonValueKind.Number ? value.GetSingle() : float.NaN).ToArray();
        return values.All(float.IsFinite) ? values : null;
    }
}
