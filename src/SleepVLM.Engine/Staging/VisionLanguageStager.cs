using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging;

/// <summary>Shows a model each epoch with its neighbours and reads its answers.</summary>
/// <param name="model">The model; disposed with the stager.</param>
/// <param name="options">Answer length and batch size.</param>
public sealed class VisionLanguageStager(IVisionLanguageModel model, AnswerOptions options) : IEpochStager
{
    /// <inheritdoc/>
    public ModelIdentity Identity => model.Identity;

    /// <inheritdoc/>
    public StageContext Context => StageContext.Window;

    /// <inheritdoc cref="IVisionLanguageModel.DecidesFirst"/>
    public bool DecidesFirst => model.DecidesFirst;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StagingOutcome> StageAsync(StagingJob job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var windows = new EpochWindows(job.Night);
        var hashes = new ConcurrentDictionary<EpochIndex, string>();
        var scorable = job.Epochs.Where(epoch => job.UnscorableOutcome(epoch) is null);
        var questions = windows.Of(scorable).Select(question =>
        {
            hashes[question.Target.Index] = question.Target.Sha256;
            return question with { Decided = job.Decided?.Invoke(question.Target.Index) };
        });

        await using var answers = model.AnswerAsync(questions, options with { Detail = job.Detail, StageAlone = job.StageAlone, AskedAgain = job.AskedAgain }, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        foreach (var epoch in job.Epochs)
        {
            if (job.UnscorableOutcome(epoch) is { } unscorable)
            {
                yield return unscorable;
                continue;
            }

            if (!await answers.MoveNextAsync()) throw new InvalidOperationException($"the model gave no answer for {epoch}");
            hashes.TryRemove(epoch, out var hash);
            yield return Read(answers.Current, hash!, job.Provenance with { Notes = [.. windows.NotesFor(epoch), .. answers.Current.Notes] });
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => model.DisposeAsync();

    private static StagingOutcome Read(WindowAnswer answer, string imageSha256, Provenance provenance)
    {
        if (answer.Refusal is { } refusal) return Without(UnscoredReason.NotAnswered, $"the engine refused the question: {refusal}");
        return AnswerParser.TryParse(answer.Text, out var parsed, out var obstacle)
            ? new StageDecision(
                answer.Target, provenance, imageSha256, answer.Text, parsed.Stage,
                new Rationale(parsed.ReasoningText, parsed.ApplicableRules, answer.Truncated), answer.Hypnodensity)
            : Without(UnscoredReason.UnparsableAnswer, $"the model's answer names no stage: {obstacle}");

        Unscored Without(UnscoredReason reason, string explanation) => new(answer.Target, provenance, imageSha256, answer.Text, reason, explanation);
    }
}
