using SleepVLM.Contracts;

namespace SleepVLM.Engine.Review;

/// <summary>The epochs of a night when all are decided, by their place in the recording.</summary>
public sealed class StagedNight
{
    private readonly Dictionary<int, StudyEpoch> _epochs;

    /// <param name="epochs">Staged epochs in order; those that were not asked for may be missing between them.</param>
    public StagedNight(IReadOnlyList<StudyEpoch> epochs)
    {
        Epochs = epochs;
        _epochs = epochs.ToDictionary(epoch => epoch.Outcome.Index.Value);
    }

    /// <summary>Staged epochs in order.</summary>
    public IReadOnlyList<StudyEpoch> Epochs { get; }

    /// <summary>The decision of an epoch; null where there is none.</summary>
    public StageDecision? Decision(int epoch) => _epochs.GetValueOrDefault(epoch)?.Outcome as StageDecision;

    /// <summary>The stage of an epoch; null where there is none.</summary>
    public SleepStage? Stage(int epoch) => Decision(epoch)?.Stage;

    /// <summary>Whether the decision of an epoch names a rule.</summary>
    public bool Cites(int epoch, string rule) => Decision(epoch)?.Rationale.ApplicableRules.Contains(new RuleId(rule)) == true;

    /// <summary>What was found in and around an epoch; null where no detector ran.</summary>
    public EpochEvents? Events(int epoch) => _epochs.GetValueOrDefault(epoch)?.Events;

    /// <summary>Stretches of epochs that follow one another and whose stages are all among those given, both ends included.</summary>
    public IEnumerable<(int First, int Last)> Runs(params SleepStage[] stages)
    {
        int? first = null;
        foreach (var epoch in Epochs)
        {
            var at = epoch.Outcome.Index.Value;
            if (Stage(at) is not { } stage || !stages.Contains(stage)) continue;
            var follows = Stage(at - 1) is { } before && stages.Contains(before);
            if (!follows) first = at;
            var ends = !(Stage(at + 1) is { } after && stages.Contains(after));
            if (ends) yield return (first!.Value, at);
        }
    }
}
