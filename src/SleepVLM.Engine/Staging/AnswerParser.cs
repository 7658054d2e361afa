using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging;

/// <summary>An answer that was understood.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="ApplicableRules">The rules named; may be empty.</param>
/// <param name="ReasoningText">The prose; may be empty.</param>
public sealed record ParsedAnswer(SleepStage Stage, IReadOnlyList<RuleId> ApplicableRules, string ReasoningText);

/// <summary>Reads a model's answer, as tolerantly as the reference: first fence or the braces around the stage, smart quotes and trailing commas mended.</summary>
public static partial class AnswerParser
{
    private static readonly Dictionary<string, SleepStage> StageNames =
        Enum.GetValues<SleepStage>().ToDictionary(stage => stage.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads an answer.</summary>
    /// <param name="answer">The answer to the letter.</param>
    /// <param name="parsed">What it says.</param>
    /// <param name="obstacle">Why it says nothing, as a clause.</param>
    public static bool TryParse(string answer, [NotNullWhen(true)] out ParsedAnswer? parsed, [NotNullWhen(false)] out string? obstacle)
    {
        parsed = null;
        if (FindObject(answer) is not { } text)
        {
            obstacle = "it holds no JSON object with a sleep_stage";
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(Mend(text), new JsonDocumentOptions { AllowTrailingCommas = true });
            return TryRead(json.RootElement, out parsed, out obstacle);
        }
        catch (JsonException)
        {
            obstacle = "its JSON is damaged";
            return false;
        }
    }

    private static bool TryRead(JsonElement root, out ParsedAnswer? parsed, out string? obstacle)
    {
        parsed = null;
        if (!root.TryGetProperty(AnswerFormat.SleepStageKey, out var stageElement) || stageElement.ValueKind != JsonValueKind.String
            || !StageNames.TryGetValue(stageElement.GetString()!.Trim(), out var stage))
        {
            obstacle = "its sleep_stage is none of W, N1, N2, N3, R";
            return false;
        }

        obstacle = null;
        var rules = root.TryGetProperty(AnswerFormat.ApplicableRules, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(rule => rule.ValueKind == JsonValueKind.String).Select(rule => new RuleId(rule.GetString()!.Trim())).ToArray()
            : [];
        var text = root.TryGetProperty(AnswerFormat.ReasoningText, out var prose) && prose.ValueKind == JsonValueKind.String ? prose.GetString()! : "";
        parsed = new ParsedAnswer(stage, rules, text);
        return true;
    }

    private static string? FindObject(string answer)
    {
        if (Fence().Match(answer) is { Success: true } fence) return fence.Groups["body"].Value;
        var key = answer.IndexOf(AnswerFormat.SleepStageKey, StringComparison.Ordinal);
        var (open, close) = key < 0 ? (-1, -1) : (answer.IndexOf('{', 0, key), answer.LastIndexOf('}'));
        return open >= 0 && close > key ? answer[open..(close + 1)] : null;
    }

    // Smart quotes stand for plain ones only where the plain reading fails: inside prose they are text.
    private static string Mend(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true });
            return text;
        }
        catch (JsonException)
        {
            return text.Replace('\u201c', '"').Replace('\u201d', '"').Replace('\u2018', '\'').Replace('\u2019', '\'');
        }
    }

    [GeneratedRegex("""```(?:json)?\s*(?<body>\{.*?\})\s*```""", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
