using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Rules;

namespace SleepVLM.Engine.Review;

/// <summary>Holds decisions against a night: each rationale as it comes, and the whole night when all are there.</summary>
/// <param name="reading">The night.</param>
/// <param name="checker">Holds rationales against the signal.</param>
public sealed class CheckedNight(NightReading reading, RuleChecker checker)
{
    /// <summary>Checks one rationale; an epoch without decision has an empty report.</summary>
    /// <param name="previous">The epoch before, null where it is not known.</param>
    /// <param name="outcome">The epoch.</param>
    /// <param name="next">The epoch after, null where it is not known.</param>
    public RuleReport Check(StagingOutcome? previous, StagingOutcome outcome, StagingOutcome? next)
    {
        using var phase = StagingPhases.Begin(StagingPhases.Check);
        return outcome is StageDecision decision && reading.Analysis.Epochs[decision.Index.Value] is { } measured
            ? checker.Check(new RuleCheckContext(
                decision, (previous as StageDecision)?.Stage, (next as StageDecision)?.Stage, measured, reading.Analysis.Night, reading.Night.Montage)
            {
                Events = reading.Analysis.Detections.Around(decision.Index),
            })
            : RuleReport.From([]);
    }

    /// <summary>Reviews the night.</summary>
    /// <param name="epochs">All epochs asked for, in order, with their reports.</param>
    /// <param name="opinions">What others would have decided.</param>
    public NightReview Review(IReadOnlyList<StudyEpoch> epochs, Func<EpochIndex, IReadOnlyList<SecondOpinion>> opinions) =>
        NightReviewer.Review(WithEvents(epochs), opinions);

    /// <summary>Everything that outputs show.</summary>
    public Study Assemble(IReadOnlyList<StudyEpoch> epochs, NightReview review)
    {
        // Epochs that were not asked for lie between those that were: neighbours in the list need not be neighbours in the night.
        var stages = new SleepStage?[epochs.Count == 0 ? 0 : epochs[^1].Outcome.Index.Value - epochs[0].Outcome.Index.Value + 1];
        foreach (var epoch in epochs) stages[epoch.Outcome.Index.Value - epochs[0].Outcome.Index.Value] = (epoch.Outcome as StageDecision)?.Stage;
        var reviewed = WithEvents(epochs).Zip(review.Epochs, (epoch, ofEpoch) => epoch with { Review = ofEpoch });
        return new Study(reading.Recording, reading.Night.Montage, [.. reviewed], SleepStatistics.Compute(stages), new EpochPictures(reading.Night).Png)
        {
            NightFindings = review.Findings,
        };
    }

    private StudyEpoch[] WithEvents(IReadOnlyList<StudyEpoch> epochs) =>
        [.. epochs.Select(epoch => epoch with { Events = reading.Analysis.Detections.Around(epoch.Outcome.Index) })];
}
