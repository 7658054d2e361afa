using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Mentions;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Is a short event placed in an interval so wide that it says nothing, as a K complex at 0-10 s? Speaks only where it is.</summary>
public sealed class WideIntervalCheck : IRuleCheck
{
    /// <summary>Spindles last up to 3 s and K complexes up to 2 s: an interval wider than this locates neither.</summary>
    private const double WidestSeconds = 5;

    /// <inheritdoc/>
    public string Id => "wide-interval";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var time in TimeMentions.In(context.Sentences()))
        {
            if (time.Kind != TimeKind.Interval || !(time.ToSeconds - time.FromSeconds > WidestSeconds)) continue;
            if (StatedTerms.Nearest(time.Group) is not (StatedTerm.Spindle or StatedTerm.KComplex or StatedTerm.VertexWave)) continue;
            yield return this.Find(RuleVerdict.Contradicted, CheckStrength.Soft, null,
                $"The interval '{time.Quote}' is {time.ToSeconds - time.FromSeconds:0.#} s wide and does not locate an event that lasts a second or two.");
        }
    }
}
