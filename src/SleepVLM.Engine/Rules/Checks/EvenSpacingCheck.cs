using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Are four or more moments of one claim evenly spaced, as 5, 10, 15, 20 s? Real events are not; speaks only where they are.</summary>
public sealed class EvenSpacingCheck : IRuleCheck
{
    private const int FewestMoments = 4;
    private const double SameSeconds = 0.05, LeastSpacingSeconds = 1.5;

    /// <inheritdoc/>
    public string Id => "even-spacing";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var claim in context.Stated())
        {
            var moments = claim.Times.Where(time => time.IsMoment).ToArray();
            if (moments.Length < FewestMoments) continue;
            var spacing = moments[1].FromSeconds - moments[0].FromSeconds;
            var even = Enumerable.Range(1, moments.Length - 1).All(i => Math.Abs(moments[i].FromSeconds - moments[i - 1].FromSeconds - spacing) < SameSeconds);
            if (!even || spacing < LeastSpacingSeconds) continue;
            var list = new TextSpan(moments[0].Span.Start, moments[^1].Span.End - moments[0].Span.Start);
            yield return this.Find(RuleVerdict.Contradicted, CheckStrength.Soft, null,
                $"The {moments.Length} times {context.Quote(list)} are exactly {spacing:0.#} s apart, which events of sleep are not.")
                .At(list).By($"{FewestMoments} moments or more, {LeastSpacingSeconds} s apart or more, equal to {SameSeconds} s");
        }
    }
}
