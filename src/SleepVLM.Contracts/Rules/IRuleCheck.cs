namespace SleepVLM.Contracts;

/// <summary>One question asked of a rationale. Pure: the same context always gives the same findings.</summary>
public interface IRuleCheck
{
    /// <summary>Identifier, for example <c>chin-tone</c>.</summary>
    string Id { get; }

    /// <summary>Findings on the decision; empty where the rationale claims nothing this check judges.</summary>
    IEnumerable<RuleFinding> Check(RuleCheckContext context);
}

/// <summary>What a check may look at.</summary>
/// <param name="Decision">The decision whose rationale is judged.</param>
/// <param name="PreviousStage">Stage of the epoch before, null where unknown.</param>
/// <param name="NextStage">Stage of the epoch after, null where unknown.</param>
/// <param name="Measured">Measurements of this epoch.</param>
/// <param name="Night">Measurements of the whole recording.</param>
/// <param name="Montage">The channels the recording has.</param>
public sealed record RuleCheckContext(
    StageDecision Decision,
    SleepStage? PreviousStage,
    SleepStage? NextStage,
    EpochMeasurements Measured,
    NightMeasurements Night,
    Montage Montage)
{
    /// <summary>What the rationale claims, in the order of the text.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>Events found around the epoch; null where no detector ran.</summary>
    public EpochEvents? Events { get; init; }
}
