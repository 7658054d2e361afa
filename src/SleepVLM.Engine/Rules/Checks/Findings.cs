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

    /// <summary>The finding with the words it judges.</summary>
    public static RuleFinding At(this RuleFinding finding, TextSpan span) => finding with { Span = span };

    /// <summary>The finding with the limits it rests on.</summary>
    public static RuleFinding By(this RuleFinding finding, FormattableString operatingPoint) =>
        finding with { OperatingPoint = operatingPoint.ToString(CultureInfo.InvariantCulture) };

    /// <summary>The weaker of two strengths.</summary>
    public static CheckStrength AtMost(this CheckStrength strength, CheckStrength limit) => (CheckStrength)Math.Max((int)strength, (int)limit);

    /// <summary>Whether the rationale names a rule.</summary>
    public static bool Cites(this RuleCheckContext context, string rule) => context.Decision.Rationale.ApplicableRules.Contains(new RuleId(rule));

    /// <summary>Claims that say that something is or is not there; hedged ones claim nothing.</summary>
    public static IEnumerable<Claim> Stated(this RuleCheckContext context) => context.Claims.Where(claim => claim.Polarity != ClaimPolarity.Uncertain);

    /// <summary>Claims of the epoch that is staged.</summary>
    public static IEnumerable<Claim> StatedHere(this RuleCheckContext context) => context.Stated().Where(claim => claim.Epoch == ClaimedEpoch.Target);

    /// <summary>The words of a span, in quotes, on one line.</summary>
    public static string Quote(this RuleCheckContext context, TextSpan span) =>
        $"'{span.Of(context.Decision.Rationale.Text).ReplaceLineEndings(" ").Trim()}'";
}
