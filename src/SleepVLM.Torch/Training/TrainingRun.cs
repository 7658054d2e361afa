using System.Diagnostics;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Trains the nano model: vocabulary, weights, nights, steps, checkpoints.</summary>
/// <param name="folder">Where the model goes.</param>
/// <param name="prompt">The question it learns to answer.</param>
/// <param name="settings">The run.</param>
public sealed class TrainingRun(TrainingFolder folder, PromptTemplate prompt, TrainingSettings settings)
{
    private const int VocabularyNights = 8;

    // Nights that teach the vocabulary come before those that teach the model; neither meets the seeds kept for tests (below 1,000).
    private const int FirstVocabularySeed = 1_000;
    private const int FirstTrainingSeed = 10_000;

    private readonly RenderStyle _style = RenderStyle.SleepVlm();
    private readonly ModelCard _card = new(NanoModel.Name, prompt.Name, prompt.Sha256, RenderStyle.SleepVlm().Name, NanoModel.AnswerKeys, Fenced: false);

    /// <summary>Trains to the end, or to the cancellation; a checkpoint is left in both cases.</summary>
    /// <param name="device">Where training runs.</param>
    /// <param name="report">Told after every step.</param>
    /// <param name="note">Told what goes on besides steps.</param>
    /// <param name="cancellationToken">Stops after the step in progress.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the same call goes on from the checkpoint.</exception>
    public void Run(Device device, Action<TrainingStep> report, Action<string> note, CancellationToken cancellationToken)
    {
        folder.Create();
        var earlier = folder.ReadProgress();
        var nights = new SimulatedNights(_style, NanoModel.AnswerKeys);
        var tokenizer = earlier is null ? TrainVocabulary(nights, note, cancellationToken) : BpeTokenizer.FromPretrained(folder.Path);
        var config = NanoModel.Config(tokenizer);

        manual_seed((long)settings.Seed);
        using var model = new Qwen25Vl(config);
        WeightInitializer.Initialize(model);
        model.to(device, ScalarType.BFloat16);
        model.train();
        var trainer = new Trainer(model, tokenizer, Question(tokenizer, config, RationaleDetail.Full), Question(tokenizer, config, RationaleDetail.Stage), settings);
        if (earlier is not null) Resume(trainer, earlier, note);

        var firstNight = earlier?.Nights ?? 0;
        using var pool = new NightPool(nights, settings.NightsInPool, FirstTrainingSeed + firstNight, (int)settings.Seed + firstNight);
        var sinceCheckpoint = Stopwatch.StartNew();
        void Checkpoint() => folder.Save(trainer, config, tokenizer, _card, new TrainingProgress(trainer.WindowsSeen, firstNight + pool.NightCount, settings));
        try
        {
            trainer.Run(pool, step =>
            {
                folder.Log(step);
                report(step);
                if (sinceCheckpoint.Elapsed.TotalMinutes < settings.CheckpointMinutes) return;
                Checkpoint();
                sinceCheckpoint.Restart();
            }, cancellationToken);
        }
        finally
        {
            if (trainer.WindowsSeen > (earlier?.Windows ?? 0)) Checkpoint();
        }
    }

    private BpeTokenizer TrainVocabulary(SimulatedNights nights, Action<string> note, CancellationToken cancellationToken)
    {
        note($"vocabulary: {settings.VocabularySize} tokens from the answers to {VocabularyNights} nights");
        var answers = Enumerable.Range(FirstVocabularySeed, VocabularyNights).SelectMany(seed => nights.Answers(seed, cancellationToken));
        var questions = Enum.GetValues<RationaleDetail>().SelectMany(Texts);
        return BpeTrainer.Train(
            answers.Concat(Enumerable.Repeat(questions, 1000).SelectMany(text => text)), settings.VocabularySize, QwenTokens.Small, cancellationToken);
    }

    private IEnumerable<string> Texts(RationaleDetail detail) => StagePrompt.Render(prompt, "", detail)
        .SelectMany(message => message.Parts.OfType<TextPart>().Select(part => part.Text).Append($"{message.Role}\n"));

    private WindowPrompt Question(BpeTokenizer tokenizer, Qwen25VlConfig config, RationaleDetail detail)
    {
        var grid = ImagePatches.GridOf(_style.WidthPx, _style.HeightPx, config.Vision);
        var tokens = grid.PatchCount / (config.Vision.SpatialMergeSize * config.Vision.SpatialMergeSize);
        return WindowPrompt.Create(
            PromptTokens.Create(tokenizer, StagePrompt.Render(prompt, "", detail), tokens), [grid, grid, grid], config);
    }

    private void Resume(Trainer trainer, TrainingProgress earlier, Action<string> note)
    {
        folder.Restore(trainer);
        trainer.ResumeAt(earlier.Windows);
        note($"resumed behind {earlier.Windows} windows of {earlier.Nights} nights");
    }
}
