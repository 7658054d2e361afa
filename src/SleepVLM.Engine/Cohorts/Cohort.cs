using SleepVLM.Engine.Rules;

namespace SleepVLM.Engine.Cohorts;

/// <summary>Recordings to train on or to evaluate with, each with its scoring.</summary>
/// <param name="Path">The manifest.</param>
/// <param name="Recordings">In the order of the manifest.</param>
public sealed record Cohort(string Path, IReadOnlyList<CohortRecording> Recordings)
{
    /// <summary>The recordings of one part.</summary>
    public IReadOnlyList<CohortRecording> Of(CohortSplit split) => [.. Recordings.Where(recording => recording.Split == split)];
}

/// <summary>What a recording is for. All nights of a subject are in the same part.</summary>
public enum CohortSplit
{
    /// <summary>To learn from.</summary>
    Train,
    /// <summary>To choose a checkpoint by.</summary>
    Validation,
    /// <summary>For figures alone.</summary>
    Test,
}

/// <summary>How a manifest is read.</summary>
/// <param name="Seed">Divides the subjects without a split of their own; the same seed and the same subjects give the same division; default 42.</param>
/// <param name="ValidationShare">Share of those subjects for validation, 0 to 0.5; at least one where there are two or more and the share is not 0; default 0.2.</param>
/// <param name="TestShare">Share of those subjects for the test, 0 to 0.5; default 0.</param>
/// <param name="NeedsScoring">Whether a recording without a scoring is refused; perceptual pre-training needs none; default true.</param>
/// <param name="Rules">Rules that rationales may cite; null lets them cite anything; default null.</param>
public sealed record CohortOptions(
    ulong Seed = 42, double ValidationShare = 0.2, double TestShare = 0, bool NeedsScoring = true, RuleBook? Rules = null);
