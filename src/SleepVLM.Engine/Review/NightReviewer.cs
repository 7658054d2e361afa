using SleepVLM.Contracts;
using SleepVLM.Engine.Review.NightRules;

namespace SleepVLM.Engine.Review;

/// <summary>Reviews a night when all its epochs are decided: rules that need the whole hypnogram, and how much a look at each epoch would be worth.</summary>
public static class NightReviewer
{
    private static readonly INightRule[] Rules = [new RemChainRule(), new N2BeginningRule(), new TransitionRule(), new IslandRule(), new EarlyRemRule()];

    /// <summary>Reviews a night. The same night always gives the same review.</summary>
    /// <param name="epochs">Staged epochs in order, with their reports and events.</param>
    /// <param name="opinions">What others would have decided of an epoch; empty where nobody was asked.</param>
    public static NightReview Review(IReadOnlyList<StudyEpoch> epochs, Func<EpochIndex, IReadOnlyList<SecondOpinion>> opinions)
    {
        var night = new StagedNight(epochs);
        List<NightFinding> findings = [.. Rules.SelectMany(rule => rule.Check(night)).OrderBy(found => found.First).ThenBy(found => found.Check, StringComparer.Ordinal)];
        var byEpoch = findings.SelectMany(found => Enumerable.Range(found.First.Value, found.Last.Value - found.First.Value + 1).Select(epoch => (epoch, found)))
            .ToLookup(pair => pair.epoch, pair => pair.found);
        return new NightReview([.. epochs.Select(epoch => ReviewOf(epoch, opinions(epoch.Outcome.Index), byEpoch[epoch.Outcome.Index.Value]))], findings);
    }

    private static EpochReview ReviewOf(StudyEpoch epoch, IReadOnlyList<SecondOpinion> opinions, IEnumerable<NightFinding> findings)
    {
        List<ReviewReason> reasons = [.. ReviewReasons.Of(epoch, opinions, findings).Where(reason => reason.Weight > 0).OrderByDescending(reason => reason.Weight)];
        var score = 1 - reasons.Aggregate(1.0, (rest, reason) => rest * (1 - reason.Weight));
        return new EpochReview(epoch.Outcome.Index, Math.Round(score, 4), reasons, opinions);
    }
}
