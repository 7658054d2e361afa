using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Questions;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Torch.Training;

/// <summary>What is taught of one epoch, from the evidence on it: the same for simulated and for recorded nights.</summary>
internal static class Supervision
{
    private const int QuestionsPerEpoch = 3;

    /// <summary>Seed of the words for an epoch of a night.</summary>
    public static ulong Seed(int night, int epoch) => (ulong)night * 10_007 + (ulong)epoch;

    /// <summary>What a source of nights says of its rationales' detail; nothing of the usual one.</summary>
    public static string Remark(EventDetail detail) => detail == EventDetail.Figures ? "" : $", events by {detail.ToString().ToLowerInvariant()}";

    /// <summary>With a composed rationale.</summary>
    public static TrainingEpoch Composed(EpochEvidence evidence, ComposedRationale rationale, ulong seed) =>
        new(evidence.Measured.Index, evidence.Stage, rationale.Rules, rationale.Text, Questions(evidence, seed));

    /// <summary>With what somebody wrote; null where that names no rule, as an answer without one would teach that none holds.</summary>
    public static TrainingEpoch? Given(Rationale? given, EpochEvidence evidence, ulong seed) => given is not { ApplicableRules.Count: > 0 } ? null
        : new TrainingEpoch(
            evidence.Measured.Index, evidence.Stage, [.. given.ApplicableRules.Distinct().Take(AnswerFormat.MostRules)],
            given is { Text.Length: > 0, Truncated: false } ? given.Text : null, Questions(evidence, seed));

    private static IReadOnlyList<QuestionTurn> Questions(EpochEvidence evidence, ulong seed) =>
        [.. QuestionComposer.Draw(evidence, seed, QuestionsPerEpoch).Select(turn => new QuestionTurn(turn.Question, turn.Answer))];
}
