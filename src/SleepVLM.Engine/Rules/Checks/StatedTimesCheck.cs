using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Mentions;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Do the times stated in the text lie within the epoch? Speaks only where they do not.</summary>
public sealed class StatedTimesCheck(RuleBook book) : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "stated-times";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        var length = book.Thresholds.EpochSeconds;
        foreach (var time in TimeMentions.In(context.Sentences()))
        {
            if (time.Kind == TimeKind.Duration)
            {
                if (Math.Max(time.FromSeconds, time.ToSeconds) > length)
                    yield return Fault($"The text states a length of '{time.Quote}', longer than the {length:F0} s of an epoch.");
            }
            else if (Math.Min(time.FromSeconds, time.ToSeconds) < 0 || Math.Max(time.FromSeconds, time.ToSeconds) > length)
                yield return Fault($"The text states the time '{time.Quote}', outside the 0 to {length:F0} s of the epoch.");
            else if (time.FromSeconds > time.ToSeconds)
                yield return Fault($"The text states the interval '{time.Quote}', which ends before it starts.");
        }
    }

    private RuleFinding Fault(FormattableString explanation) => this.Find(RuleVerdict.Contradicted, CheckStrength.Strong, null, explanation);
}
