using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Review;

/// <summary>Finds what asks for a look at one epoch.</summary>
internal static class ReviewReasons
{
    private static readonly SleepStage[] Stages = Enum.GetValues<SleepStage>();

    public static IEnumerable<ReviewReason> Of(StudyEpoch epoch, IReadOnlyList<SecondOpinion> opinions, IEnumerable<NightFinding> nightFindings) =>
        epoch.Outcome switch
        {
            StageDecision decision =>
            [
                .. Contradictions(epoch.Report), .. Confidence(decision), .. Disagreements(decision, opinions),
                .. nightFindings.Select(found => new ReviewReason(ReviewConcern.NightRule, ReviewWeights.NightRule(found.Strength), found.Explanation)),
                .. PoorSignal(epoch), .. Truncation(decision),
            ],
            Unscored { Reason: UnscoredReason.UnparsableAnswer or UnscoredReason.NotAnswered } unscored => [new ReviewReason(ReviewConcern.NotStaged, ReviewWeights.NotStaged, Sentence(unscored.Explanation))],
            _ => [],
        };

    private static IEnumerable<ReviewReason> Contradictions(RuleReport report) => report.Findings
        .Where(found => found.Verdict == RuleVerdict.Contradicted && found.Strength != CheckStrength.Advisory)
        .OrderBy(found => found.Strength).Take(ReviewWeights.MostContradictions)
        .Select(found => new ReviewReason(ReviewConcern.Contradiction, ReviewWeights.Contradiction(found.Strength), found.Explanation));

    private static IEnumerable<ReviewReason> Confidence(StageDecision decision)
    {
        if (decision.Hypnodensity is not { } density) yield break;
        double sure = density[decision.Stage];
        // A figure that is none says nothing of confidence.
        if (!(sure < ReviewWeights.SureProbability)) yield break;
        var next = Stages.Where(stage => stage != decision.Stage).MaxBy(stage => density[stage]);
        var lack = (ReviewWeights.SureProbability - sure) / (ReviewWeights.SureProbability - 1.0 / Stages.Length);
        yield return new ReviewReason(
            ReviewConcern.LowConfidence, Math.Clamp(lack, 0, 1) * ReviewWeights.MostUnsure,
            string.Create(CultureInfo.InvariantCulture, $"{decision.Stage} has a probability of {100 * sure:F0} %; {next} comes next with {100 * density[next]:F0} %."));
    }

    private static IEnumerable<ReviewReason> Disagreements(StageDecision decision, IReadOnlyList<SecondOpinion> opinions) => opinions
        .Where(opinion => opinion.Stage != decision.Stage)
        .Select(opinion => new ReviewReason(
            ReviewConcern.Disagreement, ReviewWeights.Disagreement * (opinion.Probability ?? ReviewWeights.UnknownProbability),
            $"'{opinion.Decider}' would decide {opinion.Stage}{(opinion.Probability is { } sure ? FormattableString.Invariant($" with a probability of {100 * sure:F0} %") : "")}."));

    private static IEnumerable<ReviewReason> PoorSignal(StudyEpoch epoch)
    {
        if (epoch.Events is not { Quality.Count: > 0 } events) yield break;
        var poor = events.Quality.Where(quality => !quality.IsAssessable).ToList();
        if (poor.Count == 0) yield break;
        yield return new ReviewReason(
            ReviewConcern.PoorSignal, ReviewWeights.PoorSignal * poor.Count / events.Quality.Count,
            $"The signal of {string.Join(", ", poor.Select(quality => quality.Derivation))} cannot be judged in this epoch.");
    }

    private static IEnumerable<ReviewReason> Truncation(StageDecision decision) =>
        decision.Rationale.Truncated ? [new ReviewReason(ReviewConcern.Truncated, ReviewWeights.Truncated, "The rationale was cut by the length limit.")] : [];

    private static string Sentence(string clause) => clause.Length == 0 ? clause : $"{char.ToUpperInvariant(clause[0])}{clause[1..].TrimEnd('.')}.";
}
