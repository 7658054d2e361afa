using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Rule N2.1: does a spindle, or a K complex that belongs to no arousal, lie in the first half of the epoch or the last half of the one before?</summary>
/// <remarks>Asked of the signal, and of the text: marks that the text places only where the rule does not look contradict it by its own words.</remarks>
public sealed class SleepMarkCheck(RuleBook book) : IRuleCheck
{
    private static readonly RuleId Rule = new("N2.1");

    /// <inheritdoc/>
    public string Id => "sleep-mark";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        if (!context.Cites(Rule.Value)) yield break;
        yield return JudgeSignal(context);
        if (JudgeText(context) is { } finding) yield return finding;
    }

    private RuleFinding JudgeSignal(RuleCheckContext context)
    {
        var half = book.Thresholds.EpochSeconds / 2;
        if (context.Events is not { } events || !(context.LookedFor(SleepEventKind.Spindle) || context.LookedFor(SleepEventKind.KComplex)))
            return this.Find(RuleVerdict.NotAssessable, CheckStrength.Soft, Rule, $"Spindles and K complexes could not be looked for in this epoch, so rule N2.1 cannot be judged.");
        if (events.SleepMarks(-half, half).ToList() is { Count: > 0 } marks)
            return Finding(RuleVerdict.Supported, context, marks, $"Rule N2.1 needs {Needed(half)}; {Told(marks, context)}.");
        var isSure = context.LookedFor(SleepEventKind.Spindle) && context.LookedFor(SleepEventKind.KComplex) && !events.HasMarkTrace(-half, half);
        var elsewhere = events.SleepMarks(half, 2 * half).ToList();
        var verdict = isSure ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
        return elsewhere.Count > 0
            ? Finding(verdict, context, elsewhere, $"Rule N2.1 needs {Needed(half)}; {Told(elsewhere, context)}, and none earlier.")
            : Finding(verdict, context, [], $"Rule N2.1 needs {Needed(half)}; {(isSure ? "no detector finds one" : "there is at most a trace of one")}.");
    }

    /// <summary>Null where the text locates no such mark, or locates one where the rule looks.</summary>
    private RuleFinding? JudgeText(RuleCheckContext context)
    {
        var half = book.Thresholds.EpochSeconds / 2;
        var located = context.Stated().Where(claim => claim is { Polarity: ClaimPolarity.Present, Feature: ClaimFeature.Spindle or ClaimFeature.KComplex })
            .SelectMany(claim => claim.Times.Select(time => (claim.Epoch, Time: time))).ToList();
        var isThere = located.Any(one => one.Epoch switch
        {
            ClaimedEpoch.Target => one.Time.FromSeconds < half,
            ClaimedEpoch.Previous => one.Time.ToSeconds >= half,
            _ => false,
        });
        if (isThere) return null;
        // "Spindles are seen" locates nothing: no fault of logic, but the rule stays unproven by the text.
        return located.Count == 0
            ? context.Claims.Count == 0 ? null : this.Find(RuleVerdict.NotAssessable, CheckStrength.Advisory, Rule, $"The text cites rule N2.1 and gives no time for a spindle or K complex.")
            : this.Find(RuleVerdict.Contradicted, CheckStrength.Strong, Rule,
                $"The text cites rule N2.1, which needs {Needed(half)}, and places its marks only at {context.Quote(located[0].Time.Span)}.").At(located[0].Time.Span);
    }

    private RuleFinding Finding(RuleVerdict verdict, RuleCheckContext context, List<DetectedEvent> marks, FormattableString explanation) =>
        this.Find(verdict, (book.Find(Rule)?.Strength ?? CheckStrength.Soft).AtMost(CheckStrength.Soft), Rule, explanation, EventEvidence.Of(marks, context.Decision.Index))
            .By($"{(marks.Count > 0 ? marks[0].OperatingPoint : FormattableString.Invariant($"score {EventSearch.OperatingScore}"))}");

    private static string Needed(double half) => FormattableString.Invariant($"a spindle or non-arousal K complex in the first {half:F0} s or in the last {half:F0} s of the epoch before");

    private static string Told(List<DetectedEvent> marks, RuleCheckContext context)
    {
        var plainest = marks.MaxBy(mark => mark.Score)!;
        var onset = plainest.OnsetSeconds - context.Decision.Index.OnsetSeconds;
        var where = onset < 0 ? FormattableString.Invariant($"{onset + 30:0.0} s of the epoch before") : FormattableString.Invariant($"{onset:0.0} s");
        return $"a {EventEvidence.Name(plainest.Kind)} is found at {where} in {plainest.Derivation}";
    }
}
