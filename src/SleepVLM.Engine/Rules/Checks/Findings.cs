using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Shortens the making of findings.</summary>
internal static class Findings
{
    /// <summary>A finding of a check.</summary>
    public static RuleFinding Find(
        this IRuleCheck check, RuleVerdict verdict, CheckStrength strength, RuleId? rule, FormattableString explanation,
        params IEnumerable<Measurement?> evidence) =>
        new(check.Id, rule, verdict, strength, explanation.ToString(CultureInfo.InvariantCulture), [.. evidence.OfType<Measurement>()]);

    /// <summary>The weaker of two strengths.</summary>
    public static CheckStrength AtMost(this CheckStrength strength, CheckStrength limit) => (CheckStrength)Math.Max((int)strength, (int)limit);

    /// <summary>Whether the rationale names a rule.</summary>
    public static bool Cites(this RuleCheckContext context, string rule) => context.Decision.Rationale.ApplicableRules.Contains(new RuleId(rule));

    /// <summary>The rationale's sentences.</summary>
    public static IReadOnlyList<Mentions.Sentence> Sentences(this RuleCheckContext context) => Mentions.Sentence.Split(context.Decision.Rationale.Text);
}
