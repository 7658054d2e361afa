using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.Judging;

/// <summary>What a staging says of one epoch, as far as it can be judged.</summary>
/// <param name="Index">Which epoch.</param>
/// <param name="Stage">Null where it gives none.</param>
public sealed record JudgedEpoch(EpochIndex Index, SleepStage? Stage)
{
    /// <summary>Probabilities of the stages, where it gives them.</summary>
    public Hypnodensity? Hypnodensity { get; init; }

    /// <summary>Rules cited.</summary>
    public IReadOnlyList<RuleId> Rules { get; init; } = [];

    /// <summary>The prose was cut by the length limit.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>There is no stage because the model's answer names none.</summary>
    public bool IsUnparsable { get; init; }

    /// <summary>The checker's verdict on the rationale; null where it was not checked.</summary>
    public EpochVerdict? Verdict { get; init; }

    /// <summary>The checker's findings on words of the rationale, remarks left out.</summary>
    public FindingCounts Claims { get; init; }

    /// <summary>The checker's findings on cited rules and on the stage as a whole, remarks left out.</summary>
    public FindingCounts Citations { get; init; }
}
