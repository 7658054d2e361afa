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
    private const long KeptPictureBytes = 16L << 20;

    /// <summary>The likeliest stage of each window.</summary>
    public IEnumerable<SleepStage?> Stage(IEnumerable<WindowQuestion> windows, CancellationToken cancellationToken)
    {
        // The weights have learnt since the last reading, so that nothing is kept from it.
        using var pictures = new PictureTokens(model, KeptPictureBytes);
        using var nothing = new ReadWindows(mostBytes: 0);
        using var decoder = new WindowDecoder(model, pictures, nothing, question, grammar, grammar.MostTokensWithoutProse);
        return [.. decoder.Answer(windows, BatchSize, cancellationToken, stageAlone: true)
            .Select(answer => answer.Sequence.Hypnodensity is { } density ? Enum.GetValues<SleepStage>().MaxBy(stage => density[stage]) : (SleepStage?)null)];
    }
}
