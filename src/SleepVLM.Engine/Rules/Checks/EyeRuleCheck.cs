using SleepVLM.Contracts;
using static SleepVLM.Contracts.SleepEventKind;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Do the eyes move as rules W.2 (blinks over half of the epoch), W.3 (rapid eye movements over half of it) and R.1 (rapid eye movements) need?</summary>
/// <remarks>A blink and a rapid eye movement look alike to a detector: either keeps the rule of the other from being contradicted.</remarks>
public sealed class EyeRuleCheck(RuleBook book) : IRuleCheck
{
    /// <summary>Movements at 0.5 Hz, the slowest that rule W.2 has, follow one another in 2 s.</summary>
    private const double RecurSeconds = 2;

    /// <inheritdoc/>
    public string Id => "eye-rule";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var rule in book.Rules)
        {
            if (rule.Id.Value is not ("W.2" or "W.3" or "R.1") || !context.Cites(rule.Id.Value)) continue;
            yield return Judge(context, rule);
        }
    }

    private RuleFinding Judge(RuleCheckContext context, ScoringRule rule)
    {
        var kind = rule.Id.Value == "W.2" ? Blink : RapidEyeMovement;
        if (context.Events is not { } events || !context.LookedFor(kind))
            return this.Find(RuleVerdict.NotAssessable, CheckStrength.Soft, rule.Id, $"Eye movements could not be looked for in this epoch, so rule {rule.Id} cannot be judged.");
        var found = events.Found(kind).ToList();
        var isAny = events.Of(Blink).Concat(events.Of(RapidEyeMovement)).Any() || EventSearch.HasTrace(events, [Blink, RapidEyeMovement]);
        var seconds = events.SecondsNear(found, RecurSeconds);
        var needed = rule.Id.Value == "R.1" ? 0 : (int)(book.Thresholds.EpochSeconds / 2);
        var verdict = found.Count > 0 && seconds > needed ? RuleVerdict.Supported : isAny ? RuleVerdict.NotAssessable : RuleVerdict.Contradicted;
        return this.Find(verdict, CheckStrength.Soft, rule.Id,
            $"Rule {rule.Id} needs {(kind == Blink ? "eye blinks" : "rapid eye movements")}{(needed > 0 ? " over more than half of the epoch" : "")}; {found.Count} are found, {seconds} s lie near one.",
            EventEvidence.Of(found, context.Decision.Index)).By($"near is within {RecurSeconds} s; {(found.Count > 0 ? found[0].OperatingPoint : "score 0.5")}");
    }
}
