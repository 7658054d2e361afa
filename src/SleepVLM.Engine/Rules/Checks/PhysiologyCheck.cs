using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Are the stated figures possible for what they are said of, such as a spindle of 7 Hz, of 0.2 s or of 5000 uV? Speaks only where they are not.</summary>
public sealed class PhysiologyCheck : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "physiology";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var claim in context.Stated())
        {
            var name = claim.Feature.Name();
            foreach (var (stated, limits) in Figures(claim))
            {
                var excludes = limits.Excludes(stated);
                if (!excludes && !limits.Exceeds(stated)) continue;
                var what = limits.OfFeature ? name : Features.Name(ClaimFeature.None);
                yield return this.Find(
                    RuleVerdict.Contradicted, excludes ? CheckStrength.Strong : CheckStrength.Soft, null,
                    $"The text states {context.Quote(stated.Span)} of {name}, but {what} lies between {limits.Least} and {limits.Most} {limits.Unit}.")
                    .At(stated.Span).By($"{limits.Least} to {limits.Most} {limits.Unit}");
            }
        }
    }

    private static IEnumerable<(Quantity Stated, FeatureLimits Limits)> Figures(Claim claim)
    {
        if (claim.FrequencyHz is { } frequency) yield return (frequency, FeatureLimits.Frequency(claim.Feature));
        if (claim.AmplitudeMicrovolts is { } amplitude && claim.Polarity == ClaimPolarity.Present) yield return (amplitude, FeatureLimits.Amplitude(claim.Feature));
        if (claim.DurationSeconds is { } duration && FeatureLimits.Duration(claim.Feature) is { } limits) yield return (duration, limits);
        if (claim.Count is { } count) yield return (count, FeatureLimits.Count(claim.Feature));
        if (claim.SharePercent is { } share) yield return (share, FeatureLimits.Share);
    }
}
