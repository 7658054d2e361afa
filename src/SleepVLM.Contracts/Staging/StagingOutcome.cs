namespace SleepVLM.Contracts;

/// <summary>What came of staging one epoch. A model's failure is data, not an exception.</summary>
/// <param name="Index">Which epoch.</param>
/// <param name="Provenance">What the outcome depends on.</param>
/// <param name="ImageSha256">Hash of the target epoch's picture (RGB bytes), hexadecimal; empty where none was drawn.</param>
/// <param name="RawAnswer">The decider's answer to the letter; empty where none was asked.</param>
public abstract record StagingOutcome(EpochIndex Index, Provenance Provenance, string ImageSha256, string RawAnswer);

/// <summary>A stage with its rationale.</summary>
/// <param name="Index">Which epoch.</param>
/// <param name="Provenance">What the outcome depends on.</param>
/// <param name="ImageSha256">Hash of the target epoch's picture.</param>
/// <param name="RawAnswer">The decider's answer to the letter.</param>
/// <param name="Stage">The decision.</param>
/// <param name="Rationale">Rules and prose.</param>
/// <param name="Hypnodensity">Probabilities, where the decider gives them.</param>
public sealed record StageDecision(
    EpochIndex Index, Provenance Provenance, string ImageSha256, string RawAnswer,
    SleepStage Stage, Rationale Rationale, Hypnodensity? Hypnodensity)
    : StagingOutcome(Index, Provenance, ImageSha256, RawAnswer)
{
    /// <summary>Probabilities by the pictures of the window alone, where the course of the night was weighed in; null elsewhere.</summary>
    public Hypnodensity? WindowHypnodensity { get; init; }
}

/// <summary>No stage, and why.</summary>
/// <param name="Index">Which epoch.</param>
/// <param name="Provenance">What the outcome depends on.</param>
/// <param name="ImageSha256">Hash of the target epoch's picture.</param>
/// <param name="RawAnswer">The decider's answer to the letter.</param>
/// <param name="Reason">The kind of obstacle.</param>
/// <param name="Explanation">One sentence.</param>
public sealed record Unscored(
    EpochIndex Index, Provenance Provenance, string ImageSha256, string RawAnswer,
    UnscoredReason Reason, string Explanation)
    : StagingOutcome(Index, Provenance, ImageSha256, RawAnswer);

/// <summary>Why an epoch has no stage.</summary>
public enum UnscoredReason
{
    /// <summary>Part of the epoch lies in a gap of the recording (EDF+D).</summary>
    SignalGap,
    /// <summary>The recording ends before the epoch does.</summary>
    Incomplete,
    /// <summary>No channel holds a signal that can be judged.</summary>
    NoSignal,
    /// <summary>The decider's answer names no stage.</summary>
    UnparsableAnswer,
    /// <summary>The engine that runs the model refused this epoch's question, and answered others.</summary>
    NotAnswered,
}
