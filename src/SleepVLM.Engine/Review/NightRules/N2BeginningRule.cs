using SleepVLM.Contracts;

namespace SleepVLM.Engine.Review.NightRules;

/// <summary>Rule N2.2 continues N2 that has begun: with a K complex or spindle (N2.1), or out of N3.</summary>
public sealed class N2BeginningRule : INightRule
{
    private static readonly RuleId Rule = new("N2.2");

    /// <inheritdoc/>
    public IEnumerable<NightFinding> Check(StagedNight night)
    {
        foreach (var (first, last) in night.Runs(SleepStage.N2, SleepStage.N3))
        {
            // The epochs before the first one asked for may hold the beginning.
            if (night.Stage(first - 1) is null && first != 0) continue;
            var begun = Enumerable.Range(first, last - first + 1).TakeWhile(epoch => !Begins(night, epoch)).ToList();
            var orphans = begun.Where(epoch => night.Cites(epoch, Rule.Value)).ToList();
            if (orphans.Count > 0)
                yield return new NightFinding(
                    "n2-not-begun", Rule, new EpochIndex(orphans[0]), new EpochIndex(orphans[^1]), CheckStrength.Strong,
                    "Rule N2.2 continues N2, and no epoch before in this stretch begins it with a K complex or spindle (rule N2.1) or with N3.");
        }
    }

    private static bool Begins(StagedNight night, int epoch) => night.Stage(epoch) == SleepStage.N3 || night.Cites(epoch, "N2.1");
}
