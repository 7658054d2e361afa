using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Staging.Rationales;
using SleepVLM.Engine.Staging.RuleStaging;

namespace SleepVLM.Engine.Staging;

/// <summary>Gathers what a rationale may speak of, epoch by epoch, from the analysis of a night and its stages.</summary>
internal sealed class EvidenceCollector(NightAnalysis analysis, LocatedEvents events, IReadOnlyList<SleepStage?> stages, ChannelNames channels)
{
    private readonly FastActivity _fast = FastActivity.Of(analysis.Epochs);

    /// <summary>Evidence of an epoch that has a stage.</summary>
    public EpochEvidence Of(int epoch)
    {
        var measured = analysis.Epochs[epoch]!;
        return new EpochEvidence(
            stages[epoch]!.Value, epoch > 0 ? stages[epoch - 1] : null, epoch + 1 < stages.Count ? stages[epoch + 1] : null,
            channels, measured, analysis.Night, [.. events.In(epoch - 1), .. events.In(epoch)])
        {
            LookedFor = events.LookedFor(new EpochIndex(epoch)),
            FastActivityRise = _fast.RiseOf(measured),
        };
    }
}
