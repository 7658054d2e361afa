using System.Text.Encodings.Web;
using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging;

/// <summary>The answer object as text: one spelling, so that what is trained, enforced and read is the same.</summary>
public static class AnswerFormat
{
    /// <summary>Key of the prose.</summary>
    public const string ReasoningText = "reasoning_text";

    /// <summary>Key of the rule list.</summary>
    public const string ApplicableRules = "applicable_rules";

    /// <summary>Key of the stage.</summary>
    public const string SleepStageKey = "sleep_stage";

    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For example <c>{"sleep_stage": "N2", "applicable_rules": ["N2.1"], "reasoning_text": "..."}</c>.</summary>
    /// <param name="keys">Keys in their order; the prose may be left out.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="rules">The rules, one or more.</param>
    /// <param name="text">The prose.</param>
    public static string Compose(IReadOnlyList<string> keys, SleepStage stage, IReadOnlyList<RuleId> rules, string text) =>
        "{" + string.Join(", ", keys.Select(key => $"\"{key}\": {key switch
        {
            SleepStageKey => $"\"{stage}\"",
            ApplicableRules => "[" + string.Join(", ", rules.Select(rule => $"\"{rule}\"")) + "]",
            ReasoningText => JsonSerializer.Serialize(text, Unescaped),
            _ => throw new ArgumentException($"'{key}' is not a key of the answer", nameof(keys)),
        }}")) + "}";
}
