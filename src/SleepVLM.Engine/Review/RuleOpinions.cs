using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;

namespace SleepVLM.Engine.Review;

/// <summary>What the rule stager would decide of each epoch: a second opinion that costs no model.</summary>
public static class RuleOpinions
{
    /// <summary>Name of the decider, as its provenance spells it.</summary>
    public const string Decider = "rules";

    /// <summary>Opinions on a night; none where the rule stager itself decided it.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Func<EpochIndex, IReadOnlyList<SecondOpinion>> Of(NightReading reading, string decidedBy, CancellationToken cancellationToken)
    {
        if (decidedBy == Decider) return _ => [];
        var staged = RuleStager.Stage(reading.Night, reading.Analysis, null, cancellationToken);
        return epoch => staged[epoch.Value] is { } opinion ? [new SecondOpinion(Decider, opinion.Stage, Math.Round(opinion.Density[opinion.Stage], 4))] : [];
    }
}
