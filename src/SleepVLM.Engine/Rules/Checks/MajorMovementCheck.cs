using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Does movement obscure more than half of the epoch where MBM.1 or MBM.2 is named?</summary>
public sealed class MajorMovementCheck(RuleBook book) : IRuleCheck
{
    /// <summary>Share of the seconds needed below which there is no doubt that the movement is not major.</summary>
    private const double ClearlyLess = 1.0 / 3;

    /// <inheritdoc/>
    public string Id => "major-movement";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var rule in book.Rules)
            if (rule.Id.Value is "MBM.1" or "MBM.2" && context.Cites(rule.Id.Value)) yield return Judge(rule, context);
    }

    private RuleFinding Judge(ScoringRule rule, RuleCheckContext context)
    {
        var strength = rule.Strength.AtMost(CheckStrength.Soft);
        if (!context.Measured.Other.TryGetValue(MeasurementNames.MovementSeconds, out var measured))
            return this.Find(RuleVerdict.NotAssessable, strength, rule.Id,
                $"Movement could not be measured in this epoch, so rule {rule.Id} cannot be judged.");
        var needed = book.Thresholds.MovementSeconds;
        var verdict = measured.Value >= needed ? RuleVerdict.Supported
            : measured.Value < ClearlyLess * needed ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
        return this.Find(verdict, strength, rule.Id,
            $"Movement obscures {measured.Value:F0} s of the epoch, where rule {rule.Id} needs more than {needed:F0} s.", measured);
    }
}
