using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Staging.Rationales;
using SleepVLM.Engine.Staging.RuleStaging;

namespace SleepVLM.Engine.Staging;

/// <summary>Gathers what a rationale may speak of, epoch by epoch, from the analysis of a night and its staging.</summary>
/// <param name="analysis">What was read off the signals.</param>
/// <param name="events">The events that rules go by.</param>
/// <param name="course">Stages, probabilities and definite R of the night.</param>
/// <param name="channels">Names of the channels.</param>
internal sealed class EvidenceCollector(NightAnalysis analysis, LocatedEvents events, StagedCourse course, ChannelNames channels)
{
    private readonly FastActivity _fast = FastActivity.Of(analysis.Epochs);

    /// <summary>Evidence of an epoch that has a stage.</summary>
    public EpochEvidence Of(int epoch)
    {
        var (measured, stage) = (analysis.Epochs[epoch]!, course.Stages[epoch]!.Value);
        return new EpochEvidence(
            stage, epoch > 0 ? course.Stages[epoch - 1] : null, epoch + 1 < course.Stages.Count ? course.Stages[epoch + 1] : null,
            channels, measured, analysis.Night, [.. events.In(epoch - 1), .. events.In(epoch)])
        {
            LookedFor = events.LookedFor(new EpochIndex(epoch)),
            Doubtful = analysis.Detections.Around(new EpochIndex(epoch)) is var around
                ? around.LookedFor.Where(kind => around.Of(kind).Any()).ToHashSet() : [],
            FastActivityRise = _fast.RiseOf(measured),
            RunnerUp = course.RunnerUp(epoch),
            JoinsDefiniteRem = stage == SleepStage.R ? course.JoinsDefiniteRem(epoch) : null,
        };
    }
}
