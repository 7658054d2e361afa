namespace SleepVLM.Contracts;

/// <summary>How much a look at an epoch would be worth, and why.</summary>
/// <param name="Index">Which epoch.</param>
/// <param name="Score">0 to 1; 0 where nothing asks for a look.</param>
/// <param name="Reasons">What asks for it, the weightiest first; empty for score 0.</param>
/// <param name="Opinions">What others would have decided.</param>
public sealed record EpochReview(
    EpochIndex Index, double Score, IReadOnlyList<ReviewReason> Reasons, IReadOnlyList<SecondOpinion> Opinions);

/// <summary>One thing that asks for a look.</summary>
/// <param name="Concern">Of what kind.</param>
/// <param name="Weight">Probability, 0 to 1, that it alone would make a look worthwhile; weights join as those of independent causes.</param>
/// <param name="Explanation">One sentence.</param>
public sealed record ReviewReason(ReviewConcern Concern, double Weight, string Explanation);

/// <summary>Kinds of reasons to look at an epoch.</summary>
public enum ReviewConcern
{
    /// <summary>A finding contradicts the rationale.</summary>
    Contradiction,
    /// <summary>The decider is unsure of the stage.</summary>
    LowConfidence,
    /// <summary>Another decider would have decided otherwise.</summary>
    Disagreement,
    /// <summary>The epoch breaks a rule of the hypnogram.</summary>
    NightRule,
    /// <summary>Channels that the decision needs are of poor quality.</summary>
    PoorSignal,
    /// <summary>The rationale was cut by the length limit.</summary>
    Truncated,
    /// <summary>The decider gave no stage although there is signal.</summary>
    NotStaged,
}

/// <summary>What another decider says of the same epoch.</summary>
/// <param name="Decider">Who, for example <c>rules</c>.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Probability">How sure it is of that stage, 0 to 1; null where it does not tell.</param>
public sealed record SecondOpinion(string Decider, SleepStage Stage, double? Probability);
