using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Do the times stated in the text lie within an epoch and run forwards? Speaks only where they do not.</summary>
public sealed class StatedTimesCheck(RuleBook book) : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "stated-times";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        var length = book.Thresholds.EpochSeconds;
        foreach (var claim in context.Claims)
        {
            foreach (var time in claim.Times)
            {
                if (Math.Min(time.FromSeconds, time.ToSeconds) < 0 || Math.Max(time.FromSeconds, time.ToSeconds) > length)
                    yield return Fault(time.Span, $"The text states the time {context.Quote(time.Span)}, outside the 0 to {length:F0} s of the epoch.");
                else if (time.FromSeconds > time.ToSeconds)
                    yield return Fault(time.Span, $"The text states the interval {context.Quote(time.Span)}, which ends before it starts.");
            }

            if (claim.DurationSeconds is { } lasting && lasting.Least > length)
                yield return Fault(lasting.Span, $"The text states a length of {context.Quote(lasting.Span)}, longer than the {length:F0} s of an epoch.");
        }
    }

    private RuleFinding Fault(TextSpan span, FormattableString explanation) =>
        this.Find(RuleVerdict.Contradicted, CheckStrength.Strong, null, explanation).At(span).By($"0 to {book.Thresholds.EpochSeconds} s");
}
