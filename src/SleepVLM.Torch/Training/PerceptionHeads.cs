using SleepVLM.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Two small heads on the picture tokens that exist in training alone: what the picture shows and which stage it is.</summary>
/// <remarks>One answer teaches the vision tower a few bits; these teach it hundreds of numbers a picture, which is what makes it see within minutes.</remarks>
public sealed class PerceptionHeads : nn.Module
{
    private readonly Linear waveform, stage;
    private readonly int _rows;

    /// <param name="config">Width of the picture tokens.</param>
    /// <param name="imageTokens">Tokens of a picture.</param>
    public PerceptionHeads(Qwen25VlConfig config, int imageTokens) : base(nameof(PerceptionHeads))
    {
        _rows = imageTokens / WaveformTargets.Columns;
        waveform = nn.Linear(_rows * config.HiddenSize, WaveformTargets.PerColumn);
        stage = nn.Linear(config.HiddenSize, 5);
        RegisterComponents();
    }

    /// <summary>Mean squared error of the waveform quantities plus cross entropy of the stage.</summary>
    /// <param name="tokens">Picture tokens <c>[pictures, tokens, width]</c>, in reading order.</param>
    /// <param name="targets">Waveform quantities <c>[pictures, columns, quantities]</c>, NaN where not recorded.</param>
    /// <param name="stages">Stages, int64 <c>[pictures]</c>.</param>
    public (Tensor Waveform, Tensor Stage) Losses(Tensor tokens, Tensor targets, Tensor stages)
    {
        var (pictures, width) = (tokens.shape[0], tokens.shape[2]);
        var columns = tokens.view(pictures, _rows, WaveformTargets.Columns, width).transpose(1, 2).reshape(pictures, WaveformTargets.Columns, _rows * width);
        var known = targets.isnan().logical_not();
        var error = (waveform.call(columns).to(ScalarType.Float32) - targets.masked_fill(targets.isnan(), 0)) * known.to(ScalarType.Float32);
        var squared = (error * error).sum() / known.to(ScalarType.Float32).sum();
        return (squared, nn.functional.cross_entropy(stage.call(tokens.mean([1])).to(ScalarType.Float32), stages));
    }
}
