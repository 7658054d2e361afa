using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Training;

/// <summary>A vocabulary for a small model, learnt from its questions and from answers to simulated nights.</summary>
public static class SmallVocabulary
{
    /// <summary>Simulated nights whose answers teach it.</summary>
    public const int Nights = 8;

    // Between the seeds kept for tests and validation (below 1,000) and those that models learn from.
    private const int FirstSeed = 1_000;
    private const int QuestionWeight = 1_000;

    /// <summary>Learns it; takes about ten seconds for each night.</summary>
    public static BpeTokenizer Train(TrainingPrompts prompts, int size, CancellationToken cancellationToken)
    {
        var nights = new SimulatedNights(TrainingCohort.Named("mixed"), RenderStyle.SleepVlm(), new SeedRange(FirstSeed, Nights));
        var answers = Enumerable.Range(0, Nights).SelectMany(i => nights.Create(i, cancellationToken).Epochs).SelectMany(AnswersTo);
        var questions = Enum.GetValues<RationaleDetail>().SelectMany(detail => Texts(prompts.Stage(detail))).Concat(Texts(prompts.Question("?"))).ToArray();
        return BpeTrainer.Train(
            answers.Concat(Enumerable.Repeat(questions, QuestionWeight).SelectMany(text => text)), size, QwenTokens.Small, cancellationToken);
    }

    private static IEnumerable<string> AnswersTo(TrainingEpoch epoch) =>
    [
        AnswerFormat.StageFirst.Compose(epoch.Stage!.Value, epoch.Rules, epoch.Rationale ?? ""),
        .. epoch.Questions.SelectMany(turn => (string[])[turn.Question, turn.Answer]),
    ];

    private static IEnumerable<string> Texts(IReadOnlyList<PromptMessage> messages) =>
        messages.SelectMany(message => message.Parts.OfType<TextPart>().Select(part => part.Text).Append($"{message.Role}\n"));
}
