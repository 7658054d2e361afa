using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.Judging;

/// <summary>What a line of our JSON Lines says of the checker's findings.</summary>
/// <param name="IsUnparsable">There is no stage because the answer names none.</param>
/// <param name="Verdict">Null where it was not checked.</param>
/// <param name="Claims">Findings on words of the text.</param>
/// <param name="Citations">Findings on rules and stage.</param>
internal readonly record struct CheckedLine(bool IsUnparsable, EpochVerdict? Verdict, FindingCounts Claims, FindingCounts Citations);

/// <summary>The members <c>rule_check</c>, <c>reason</c> and <c>provenance</c> of our JSON Lines; other files have none of them.</summary>
internal sealed class CheckedLines
{
    private readonly Dictionary<int, CheckedLine> _lines = [];

    /// <summary>Who decided, where the file tells.</summary>
    public string? Model { get; private set; }

    /// <summary>Hash of the decider, where the file tells.</summary>
    public string? ModelSha256 { get; private set; }

    /// <summary>What the line says, by its number from 1; nothing for a line without these members.</summary>
    public CheckedLine Of(int line) => _lines.GetValueOrDefault(line);

    /// <summary>Reads a file that was read as rationales before: its lines are known to be sound.</summary>
    public static CheckedLines Read(string path)
    {
        var lines = new CheckedLines();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.TrimStart('\ufeff', ' ') is not ['{', ..]) continue;
            using var json = JsonDocument.Parse(line);
            lines._lines[number] = Understand(json.RootElement);
            var provenance = Member(json.RootElement, "provenance");
            lines.Model ??= Text(Member(provenance, "model"));
            lines.ModelSha256 ??= Text(Member(provenance, "model_sha256"));
        }

        return lines;
    }

    private static CheckedLine Understand(JsonElement root)
    {
        var check = Member(root, "rule_check");
        FindingCounts claims = default, citations = default;
        if (Member(check, "findings") is { ValueKind: JsonValueKind.Array } findings)
        {
            foreach (var finding in findings.EnumerateArray())
            {
                if (Value<CheckStrength>(Member(finding, "strength")) is not (CheckStrength.Strong or CheckStrength.Soft)) continue;
                if (Value<RuleVerdict>(Member(finding, "verdict")) is not { } verdict) continue;
                if (Member(finding, "span") is { ValueKind: JsonValueKind.Object }) claims += FindingCounts.Of(verdict);
                else citations += FindingCounts.Of(verdict);
            }
        }

        return new CheckedLine(
            Value<UnscoredReason>(Member(root, "reason")) == UnscoredReason.UnparsableAnswer, Value<EpochVerdict>(Member(check, "verdict")), claims, citations);
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The word of an enumeration as outputs spell it, for example <c>not_assessable</c>.</summary>
    private static T? Value<T>(JsonElement? element) where T : struct, Enum =>
        Text(element) is { } word && Enum.TryParse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) ? value : null;
}
