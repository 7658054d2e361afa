using SleepVLM.Contracts;

namespace SleepVLM.Engine.Review.NightRules;

/// <summary>A single epoch of R or N3 inside another stage: both last, and their neighbours should show the same signs.</summary>
public sealed class IslandRule : INightRule
{
    /// <inheritdoc/>
    public IEnumerable<NightFinding> Check(StagedNight night)
    {
        foreach (var (first, last) in night.Runs(SleepStage.R).Concat(night.Runs(SleepStage.N3)))
        {
            if (first == last && night.Stage(first - 1) is { } before && night.Stage(first + 1) == before)
                yield return new NightFinding(
                    "isolated-epoch", null, new EpochIndex(first), new EpochIndex(first), CheckStrength.Advisory,
                    $"A single epoch of {night.Stage(first)} lies inside {before}.");
        }
    }
}
