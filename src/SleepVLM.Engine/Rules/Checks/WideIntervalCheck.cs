using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Is a single short event placed in an interval so wide that it says nothing, as a K complex at 0-10 s? Speaks only where it is.</summary>
public sealed class WideIntervalCheck(RuleBook book) : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "wide-interval";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        var widest = book.Thresholds.WidestIntervalSeconds;
        foreach (var claim in context.Stated().Where(claim => claim.Polarity == ClaimPolarity.Present && claim.Feature.IsShort()))
        {
            foreach (var time in Overlap.Narrowest(claim).Where(time => time.ToSeconds - time.FromSeconds > widest && !Overlap.IsPart(context, time)))
                yield return this.Find(RuleVerdict.Contradicted, CheckStrength.Soft, null,
                    $"The interval {context.Quote(time.Span)} is {time.ToSeconds - time.FromSeconds:0.#} s wide and does not locate {claim.Feature.Name()}, which lasts a second or two.")
                    .At(time.Span).By($"wider than {widest} s");
        }
    }
}
