using SleepVLM.Contracts;

namespace SleepVLM.Engine.Review;

/// <summary>How much each reason to look at an epoch weighs: the probability, by judgement, that a look would change something.</summary>
/// <remarks>Joined as independent causes: two reasons of one half make three quarters. Order is what they are for, not their absolute height.</remarks>
internal static class ReviewWeights
{
    /// <summary>Contradictions of one epoch beyond this many add nothing.</summary>
    public const int MostContradictions = 4;

    /// <summary>Probability of the decided stage below which the decider is unsure.</summary>
    public const double SureProbability = 0.7;

    /// <summary>Largest weight of an unsure decision; reached where the five stages are alike.</summary>
    public const double MostUnsure = 0.5;

    /// <summary>Weight of a disagreement with another decider that is sure.</summary>
    public const double Disagreement = 0.45;

    /// <summary>Weight of another decider's probability where it gives none.</summary>
    public const double UnknownProbability = 0.6;

    public const double PoorSignal = 0.3, Truncated = 0.25, NotStaged = 0.8;

    public static double Contradiction(CheckStrength strength) => strength switch { CheckStrength.Strong => 0.6, CheckStrength.Soft => 0.25, _ => 0 };

    public static double NightRule(CheckStrength strength) => strength switch { CheckStrength.Strong => 0.4, CheckStrength.Soft => 0.25, _ => 0.1 };
}
