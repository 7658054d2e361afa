using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>Rules MBM.1 and MBM.2: epochs that a body movement obscures are staged by what lies around them.</summary>
internal static class MovementRule
{
    /// <summary>Stages the obscured epochs anew, from the end, since one may take the stage of the next.</summary>
    /// <param name="stages">Stages of the night, changed in place; null where there is nothing to stage.</param>
    /// <param name="measured">Measurements of each epoch.</param>
    /// <param name="majorMovementSeconds">Seconds of movement that obscure an epoch.</param>
    public static void Apply(SleepStage?[] stages, IReadOnlyList<EpochMeasurements?> measured, double majorMovementSeconds)
    {
        for (var i = stages.Length - 1; i >= 0; i--)
        {
            if (measured[i] is not { } epoch || stages[i] is null || ScoredEpoch.Movement(epoch) <= majorMovementSeconds) continue;
            var (before, after) = (i > 0 ? stages[i - 1] : null, i + 1 < stages.Length ? stages[i + 1] : null);
            if (epoch.AlphaPercent?.Value > 0 || (before, after) is (SleepStage.W, SleepStage.W)) stages[i] = SleepStage.W;
            else stages[i] = after ?? stages[i];
        }
    }
}
