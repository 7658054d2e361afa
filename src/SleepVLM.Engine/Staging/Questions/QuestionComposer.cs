using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Staging.Questions;

/// <summary>Asks about an epoch and answers from what is known of it, so that a model learns to be asked.</summary>
/// <remarks>
/// Every figure in an answer is measured or true of the simulation, in the roundings of <see cref="RationaleComposer"/>. Absence is told only of what was
/// looked for and not found in any channel; what a missing channel leaves open "cannot be told". Phrasings depend on the seed alone.
/// </remarks>
public static class QuestionComposer
{
    private static readonly QuestionKind[] Kinds = Enum.GetValues<QuestionKind>();

    /// <summary>Every question that has an answer, at most one of each kind.</summary>
    /// <param name="evidence">What is known of the epoch.</param>
    /// <param name="seed">The same evidence and seed give the same turns.</param>
    public static IReadOnlyList<ComposedTurn> All(EpochEvidence evidence, ulong seed) =>
        [.. Kinds.Select(kind => Compose(new Asked(evidence, kind, seed), seed)).OfType<ComposedTurn>()];

    /// <summary>A few of them, of different kinds, in random order.</summary>
    /// <param name="evidence">What is known of the epoch.</param>
    /// <param name="seed">The same evidence and seed give the same turns.</param>
    /// <param name="count">How many, where the epoch offers so many.</param>
    public static IReadOnlyList<ComposedTurn> Draw(EpochEvidence evidence, ulong seed, int count)
    {
        var order = new Prose(seed);
        return [.. Kinds.OrderBy(kind => order.Order(kind.ToString())).Select(kind => Compose(new Asked(evidence, kind, seed), seed)).OfType<ComposedTurn>().Take(count)];
    }

    private static ComposedTurn? Compose(Asked asked, ulong seed) => asked.Kind switch
    {
        QuestionKind.Spindles => EventQuestions.Spindles(asked),
        QuestionKind.KComplexes => EventQuestions.KComplexes(asked),
        QuestionKind.VertexWaves => EventQuestions.VertexWaves(asked),
        QuestionKind.RapidEyeMovements => EventQuestions.RapidEyeMovements(asked),
        QuestionKind.SlowEyeMovements => EventQuestions.SlowEyeMovements(asked),
        QuestionKind.Blinks => EventQuestions.Blinks(asked),
        QuestionKind.Arousal => EventQuestions.Arousal(asked),
        QuestionKind.SlowWaveSeconds => AmountQuestions.SlowWaveSeconds(asked),
        QuestionKind.LargestSlowWave => AmountQuestions.LargestSlowWave(asked),
        QuestionKind.AlphaShare => AmountQuestions.AlphaShare(asked),
        QuestionKind.SpindleFigures => AmountQuestions.SpindleFigures(asked),
        QuestionKind.ChinTone => AmountQuestions.ChinTone(asked),
        QuestionKind.WhichChannel => SignalQuestions.WhichChannel(asked),
        QuestionKind.Stage => DecisionQuestions.Stage(asked),
        QuestionKind.WhyNot => DecisionQuestions.WhyNot(asked, seed),
        QuestionKind.DecisiveRule => DecisionQuestions.DecisiveRule(asked, RationaleComposer.Compose(asked.Evidence, seed)),
        QuestionKind.Neighbours => DecisionQuestions.Neighbours(asked),
        QuestionKind.RecordedChannels => SignalQuestions.RecordedChannels(asked),
        QuestionKind.SignalQuality => SignalQuestions.SignalQuality(asked),
        _ => throw new ArgumentOutOfRangeException(nameof(asked), asked.Kind, "not a kind of question"),
    };
}
