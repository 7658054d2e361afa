using SleepVLM.Contracts;
using static SleepVLM.Contracts.SleepStage;

namespace SleepVLM.Engine.Review.NightRules;

/// <summary>Changes of stage that are rare in any night, so that one of the two stages may be wrong.</summary>
public sealed class TransitionRule : INightRule
{
    private static readonly (SleepStage From, SleepStage To)[] Rare = [(W, N3), (N1, N3), (R, N3), (W, R), (N3, R)];

    /// <inheritdoc/>
    public IEnumerable<NightFinding> Check(StagedNight night)
    {
        foreach (var epoch in night.Epochs)
        {
            var at = epoch.Outcome.Index.Value;
            if (night.Stage(at - 1) is { } before && night.Stage(at) is { } stage && Rare.Contains((before, stage)))
                yield return new NightFinding(
                    "rare-transition", null, new EpochIndex(at - 1), new EpochIndex(at), CheckStrength.Advisory, $"The stage changes from {before} to {stage} at once, which is rare.");
        }
    }
}
