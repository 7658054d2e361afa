using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Mentions;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Are four or more moments of one list evenly spaced, as 5, 10, 15, 20 s? Real events are not; speaks only where they are.</summary>
public sealed class EvenSpacingCheck : IRuleCheck
{
    private const int FewestMoments = 4;
    private const double SameSeconds = 0.05, LeastSpacingSeconds = 1.5;

    /// <inheritdoc/>
    public string Id => "even-spacing";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        var instants = TimeMentions.In(context.Sentences()).Where(time => time.Kind == TimeKind.Instant);
        foreach (var list in instants.GroupBy(time => time.Group, ReferenceEqualityComparer.Instance))
        {
            var moments = list.Select(time => time.FromSeconds).ToArray();
            if (moments.Length < FewestMoments) continue;
            var spacing = moments[1] - moments[0];
            var even = Enumerable.Range(1, moments.Length - 1).All(i => Math.Abs(moments[i] - moments[i - 1] - spacing) < SameSeconds);
            if (even && spacing >= LeastSpacingSeconds)
                yield return this.Find(RuleVerdict.Contradicted, CheckStrength.Soft, null,
                    $"The {moments.Length} times '{list.First().Quote}' are exactly {spacing:0.#} s apart, which events of sleep are not.");
        }
    }
}
