using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging;

/// <summary>An answer that was understood.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="ApplicableRules">The rules named; may be empty.</param>
/// <param name="ReasoningText">The prose; may be empty.</param>
public sealed record ParsedAnswer(SleepStage Stage, IReadOnlyList<RuleId> ApplicableRules, string ReasoningText);

/// <summary>Reads a model's answer, as tolerantly as the reference: first fence or the braces around the stage, smart quotes and trailing commas mended.</summary>
public static class AnswerParser
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
        obstacle = null;
        foreach (var text in AnswerObjects.Candidates(answer))
        {
            using var json = AnswerObjects.Parse(text);
            if (json is null) obstacle ??= "its JSON is damaged";
            else if (!json.RootElement.TryGetProperty(AnswerFormat.SleepStageKey, out var stage)) continue;
            else if (Text(stage) is not { } name || !StageNames.TryGetValue(name.Trim(), out var value)) obstacle = "its sleep_stage is none of W, N1, N2, N3, R";
            else parsed = new ParsedAnswer(value, Rules(json.RootElement), Prose(json.RootElement));
            if (parsed is not null) return true;
        }

        obstacle ??= "it holds no JSON object with a sleep_stage";
        return false;
    }

    private static RuleId[] Rules(JsonElement root)
    {
        if (!root.TryGetProperty(AnswerFormat.ApplicableRules, out var rules)) return [];
        var items = rules.ValueKind == JsonValueKind.Array ? rules.EnumerateArray().ToArray() : [rules];
        return [.. items.Select(Text).Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => new RuleId(text!.Trim())).Distinct()];
    }

    private static string Prose(JsonElement root) => root.TryGetProperty(AnswerFormat.ReasoningText, out var prose) ? Text(prose) ?? "" : "";

    private static string? Text(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String) return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escape names half a surrogate pair: such text cannot be shown.
            return null;
        }
    }
}
