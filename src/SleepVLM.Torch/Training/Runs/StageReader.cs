using SleepVLM.Contracts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Stages windows with a model that is being trained, as staging itself decides them.</summary>
/// <param name="model">The model.</param>
/// <param name="question">The coarse question.</param>
/// <param name="grammar">Its answers.</param>
internal sealed class StageReader(Qwen25Vl model, WindowPrompt question, AnswerGrammar grammar)
{
    private const int BatchSize = 32;

    /// <summary>The likeliest stage of each window.</summary>
    public IEnumerable<SleepStage?> Stage(IEnumerable<WindowQuestion> windows, CancellationToken cancellationToken)
    {
        using var decoder = new WindowBatchDecoder(model, question, grammar, grammar.MostTokensWithoutProse);
        var stages = new List<SleepStage?>();
        foreach (var batch in windows.Chunk(BatchSize))
            foreach (var answer in decoder.Answer(batch, cancellationToken, stagesOnly: true))
                stages.Add(answer.Hypnodensity is { } density ? Enum.GetValues<SleepStage>().MaxBy(stage => density[stage]) : null);
        return stages;
    }
}
