using SleepVLM.Contracts;

namespace SleepVLM.Engine.Review;

/// <summary>What the review of a whole night gives.</summary>
/// <param name="Epochs">One entry per staged epoch, in order.</param>
/// <param name="Findings">Rules of the hypnogram that the night breaks, by first epoch.</param>
public sealed record NightReview(IReadOnlyList<EpochReview> Epochs, IReadOnlyList<NightFinding> Findings);
