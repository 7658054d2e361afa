using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Staging.Rationales;
using SleepVLM.Engine.Staging.RuleStaging;

namespace SleepVLM.Engine.Staging;

/// <summary>What speaks for the stages that somebody else gave to a night: evidence of its epochs from what detectors found, as the rule stager has it for its own.</summary>
/// <remarks>The stage to be ruled out is the likeliest other one by the rule stager's own probabilities.</remarks>
public sealed class ScoredEvidence
{
    private readonly EvidenceCollector _collector;
    private readonly StagedCourse _course;

    /// <param name="analysis">What was read off the signals.</param>
    /// <param name="stages">One per epoch; null where unscored.</param>
    /// <param name="channels">The channels that may be named.</param>
    /// <exception cref="ArgumentException">The stages are of another night.</exception>
    public ScoredEvidence(NightAnalysis analysis, IReadOnlyList<SleepStage?> stages, ChannelNames channels)
    {
        if (analysis.Epochs.Count != stages.Count) throw new ArgumentException($"{stages.Count} stages for {analysis.Epochs.Count} measured epochs", nameof(stages));
        var events = LocatedEvents.Of(analysis.Detections);
        _course = RuleStager.Decide(analysis, events, new RuleStagerSettings(), StageWeights.Default) with
        {
            Stages = [.. stages.Select((stage, epoch) => analysis.Epochs[epoch] is null ? null : stage)],
        };
        _collector = new EvidenceCollector(analysis, events, _course, channels);
    }

    /// <summary>Epochs of the night.</summary>
    public int EpochCount => _course.Stages.Count;

    /// <summary>Evidence of an epoch; null where it has no stage or was not measured.</summary>
    public EpochEvidence? Of(int epoch) => _course.Stages[epoch] is null ? null : _collector.Of(epoch);
}
