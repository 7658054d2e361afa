using SleepVLM.Contracts;

namespace SleepVLM.Engine.Checking;

/// <summary>A rationale that somebody else wrote.</summary>
/// <param name="Line">Line of the file it begins on, from 1.</param>
/// <param name="Index">Which epoch.</param>
/// <param name="Stage">The stage decided; null for an epoch without one.</param>
/// <param name="Rationale">Prose and rules.</param>
/// <param name="Hypnodensity">Probabilities, where the file has them.</param>
public sealed record GivenRationale(int Line, EpochIndex Index, SleepStage? Stage, Rationale Rationale, Hypnodensity? Hypnodensity);

/// <summary>A file of rationales.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">Its hash, hexadecimal.</param>
/// <param name="Rationales">By epoch, each epoch once.</param>
/// <param name="Notes">How the file was understood, where there was a choice.</param>
public sealed record RationaleFile(string Path, string Sha256, IReadOnlyList<GivenRationale> Rationales, IReadOnlyList<string> Notes)
{
    /// <summary>Whether the file numbers scored epochs only, as the MASS-EX annotations do (columns <c>custom_id</c> and <c>N</c>): an epoch without a stage
    /// has no number there, and <see cref="GivenRationale.Index"/> counts those with one.</summary>
    public bool CountsScoredEpochs { get; init; }
}
