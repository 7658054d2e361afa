using System.Text.Json;

namespace SleepVLM.Engine.Checking;

/// <summary>Rules as one field of a table: <c>N2.1 N2.2</c>, <c>N2.1; N2.2</c> or <c>["N2.1", "N2.2"]</c>.</summary>
internal static class RuleList
{
    private static readonly char[] Separators = [' ', ',', ';', '|', '\t', '[', ']', '"', '\''];

    public static IReadOnlyList<string> Parse(string field) =>
        [.. field.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    public static IReadOnlyList<string> Parse(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => [.. element.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!.Trim()).Where(id => id.Length > 0).Distinct()],
        JsonValueKind.String => Parse(element.GetString()!),
        _ => [],
    };
}
