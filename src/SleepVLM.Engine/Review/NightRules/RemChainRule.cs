using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;

namespace SleepVLM.Engine.Review.NightRules;

/// <summary>Rule R.2: every epoch of R is joined by epochs of R to a definite one, with low tone and rapid eye movements (R.1).</summary>
public sealed class RemChainRule : INightRule
{
    private static readonly RuleId Definite = new("R.1"), Joined = new("R.2");

    /// <inheritdoc/>
    public IEnumerable<NightFinding> Check(StagedNight night)
    {
        foreach (var (first, last) in night.Runs(SleepStage.R))
        {
            var epochs = Enumerable.Range(first, last - first + 1).ToList();
            if (epochs.Any(epoch => night.Cites(epoch, Joined.Value)) && !epochs.Any(epoch => night.Cites(epoch, Definite.Value)))
                yield return new NightFinding(
                    "rem-chain", Joined, new EpochIndex(first), new EpochIndex(last), CheckStrength.Strong,
                    "Rule R.2 joins epochs to definite R, and no epoch of this stretch of R is called definite (rule R.1).");
            else if (epochs.All(epoch => LacksEyeMovements(night.Events(epoch))))
                yield return new NightFinding(
                    "rem-without-eye-movements", Definite, new EpochIndex(first), new EpochIndex(last), CheckStrength.Soft,
                    "No rapid eye movement is found in the whole of this stretch of R.");
        }
    }

    private static bool LacksEyeMovements(EpochEvents? events) => events is not null && events.LookedFor.Contains(SleepEventKind.RapidEyeMovement)
        && !events.Found(SleepEventKind.RapidEyeMovement).Any() && !events.Found(SleepEventKind.Blink).Any();
}
