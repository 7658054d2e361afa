using System.Text;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging;

/// <summary>How the answer object is spelled: one spelling, so that what is trained, enforced while decoding and read is the same.</summary>
public sealed record AnswerFormat
{
    /// <summary>Key of the prose.</summary>
    public const string ReasoningText = "reasoning_text";

    /// <summary>Key of the rule list.</summary>
    public const string ApplicableRules = "applicable_rules";

    /// <summary>Key of the stage.</summary>
    public const string SleepStageKey = "sleep_stage";

    /// <summary>Between two rules.</summary>
    public const string RuleSeparator = "\", \"";

    /// <summary>Most rules in one answer.</summary>
    public const int MostRules = 4;

    // The one noncharacter that .NET refuses to compose.
    private const int Noncharacter = 0xFFFE;

    /// <param name="keys">Keys in their order; the stage and the rules must be among them, the prose may be left out.</param>
    /// <param name="fenced">In a Markdown fence with a key per line, as the published model answers; else on one line.</param>
    /// <exception cref="ArgumentException">A key that is unknown, missing or there twice.</exception>
    public AnswerFormat(IReadOnlyList<string> keys, bool fenced = false)
    {
        if (keys.FirstOrDefault(key => key is not (SleepStageKey or ApplicableRules or ReasoningText)) is { } unknown)
            throw new ArgumentException($"'{unknown}' is not a key of the answer", nameof(keys));
        if (keys.Distinct().Count() != keys.Count || !keys.Contains(SleepStageKey) || !keys.Contains(ApplicableRules))
            throw new ArgumentException($"needs {SleepStageKey} and {ApplicableRules}, and no key twice; has {string.Join(", ", keys)}", nameof(keys));
        (Keys, Fenced) = (keys, fenced);
    }

    /// <summary>Stage first, then rules, then prose, on one line: the stage is known before the prose is written.</summary>
    public static AnswerFormat StageFirst { get; } = new([SleepStageKey, ApplicableRules, ReasoningText]);

    /// <summary>As the published model answers: prose, rules, stage, fenced.</summary>
    public static AnswerFormat Published { get; } = new([ReasoningText, ApplicableRules, SleepStageKey], fenced: true);

    /// <summary>Keys in their order.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Whether the object stands in a Markdown fence, a key per line.</summary>
    public bool Fenced { get; }

    /// <summary>Whether the stage is named before the prose, or there is no prose.</summary>
    public bool NamesStageFirst => Keys.First(key => key is SleepStageKey or ReasoningText) == SleepStageKey;

    /// <summary>The same without prose.</summary>
    public AnswerFormat WithoutProse => new([.. Keys.Where(key => key != ReasoningText)], Fenced);

    /// <summary>The fixed texts around the values: one before each value in the order of the keys, and one after the last. Quotes and brackets of a
    /// value belong to them.</summary>
    public IReadOnlyList<string> Literals
    {
        get
        {
            var literals = new string[Keys.Count + 1];
            for (var i = 0; i <= Keys.Count; i++)
            {
                var closing = i == 0 ? "" : Closing(Keys[i - 1]);
                literals[i] = i == 0 ? $"{(Fenced ? "```json\n{\n  " : "{")}\"{Keys[0]}\": {Opening(Keys[0])}"
                    : i == Keys.Count ? closing + (Fenced ? "\n}\n```" : "}")
                    : $"{closing}{(Fenced ? ",\n  " : ", ")}\"{Keys[i]}\": {Opening(Keys[i])}";
            }

            return literals;
        }
    }

    /// <summary>An answer as text, for example <c>{"sleep_stage": "N2", "applicable_rules": ["N2.1"], "reasoning_text": "..."}</c>.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="rules">Up to four different rules; none where no rule is met.</param>
    /// <param name="text">The prose; written as <see cref="NormalizeProse"/> gives it, left out where the format has none.</param>
    /// <exception cref="ArgumentException">Too many rules, or one twice.</exception>
    public string Compose(SleepStage stage, IReadOnlyList<RuleId> rules, string text)
    {
        if (rules.Count > MostRules || rules.Distinct().Count() != rules.Count)
            throw new ArgumentException($"needs up to {MostRules} different rules; has [{string.Join(", ", rules)}]", nameof(rules));
        var literals = Literals.ToArray();
        if (rules.Count == 0)
        {
            var at = Keys.ToList().IndexOf(ApplicableRules);
            (literals[at], literals[at + 1]) = (JoinEmptyRules(literals[at], literals[at + 1]), "");
        }

        var answer = new StringBuilder(literals[0]);
        for (var i = 0; i < Keys.Count; i++)
        {
            answer.Append(Keys[i] switch
            {
                SleepStageKey => stage.ToString(),
                ApplicableRules => string.Join(RuleSeparator, rules),
                // After normalisation nothing else needs an escape.
                _ => NormalizeProse(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal),
            }).Append(literals[i + 1]);
        }

        return answer.ToString();
    }

    /// <summary>An answer that names the stage and nothing else.</summary>
    public static string StageAlone(SleepStage stage) => $"{{\"{SleepStageKey}\": \"{stage}\"}}";

    /// <summary>The fixed texts before and after the rules, joined around no rule: without the quotes that stand around the first and the last.</summary>
    public static string JoinEmptyRules(string before, string after) => before[..^1] + after[1..];

    /// <summary>An answer on one line with the keys given.</summary>
    /// <exception cref="ArgumentException">Keys or rules do not fit.</exception>
    public static string Compose(IReadOnlyList<string> keys, SleepStage stage, IReadOnlyList<RuleId> rules, string text) =>
        new AnswerFormat(keys).Compose(stage, rules, text);

    /// <summary>Prose as an answer can hold it: one paragraph, composed (NFC), blanks for line breaks and other control characters, U+FFFD for what is no
    /// character.</summary>
    /// <remarks>Without control characters no escape ends in a letter, which a combining mark after it would join under NFC.</remarks>
    public static string NormalizeProse(string text)
    {
        var prose = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) prose.Append(Rune.IsControl(rune) ? new Rune(' ') : rune.Value == Noncharacter ? Rune.ReplacementChar : rune);
        return prose.ToString().Trim().Normalize(NormalizationForm.FormC);
    }

    private static string Opening(string key) => key == ApplicableRules ? "[\"" : "\"";

    private static string Closing(string key) => key == ApplicableRules ? "\"]" : "\"";
}
