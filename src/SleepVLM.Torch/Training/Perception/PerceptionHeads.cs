using SleepVLM.Contracts;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Two linear heads on the picture tokens that exist in training alone: what the picture shows stretch by stretch, and which stage it is.</summary>
/// <remarks>One answer teaches the vision tower a few bits; these teach it hundreds of numbers a picture, which is what makes it see within minutes. Every column
/// of tokens is read by the same weights, so that each picture teaches them as often as it has columns.</remarks>
public sealed class PerceptionHeads : nn.Module
{
    private const double UsualStretchSeconds = 2;

    private readonly Linear stretches, stage;
    private readonly long _rows, _columns;

    /// <param name="config">Width of the picture tokens.</param>
    /// <param name="grid">Patches of a picture.</param>
    public PerceptionHeads(Qwen25VlConfig config, GridThw grid) : base(nameof(PerceptionHeads))
    {
        (_rows, _columns) = (grid.Rows / config.Vision.SpatialMergeSize, grid.Columns / config.Vision.SpatialMergeSize);
        Stretches = StretchesOf(config, grid);
        stretches = nn.Linear(_rows * config.HiddenSize, Stretches / _columns * StretchTargets.PerStretch);
        stage = nn.Linear(config.HiddenSize, 5);
        RegisterComponents();
    }

    /// <summary>Stretches that an epoch is read in.</summary>
    public int Stretches { get; }

    /// <summary>Stretches that pictures of such a grid are read in: as wide as a column of tokens, or an even part of one that comes nearest to two seconds.</summary>
    public static int StretchesOf(Qwen25VlConfig config, GridThw grid)
    {
        var columns = (int)grid.Columns / config.Vision.SpatialMergeSize;
        return columns * (int)Math.Max(1, Math.Round(EpochIndex.Duration.TotalSeconds / columns / UsualStretchSeconds));
    }

    /// <summary>Waveform quantities in units of spread, float32 <c>[pictures, stretches * quantities]</c>.</summary>
    /// <param name="tokens">Picture tokens <c>[pictures, tokens, width]</c>, in reading order.</param>
    public Tensor Waveforms(Tensor tokens)
    {
        var (pictures, width) = (tokens.shape[0], tokens.shape[2]);
        var columns = tokens.view(pictures, _rows, _columns, width).transpose(1, 2).reshape(pictures, _columns, _rows * width);
        return stretches.call(columns).reshape(pictures, Stretches * StretchTargets.PerStretch).to(ScalarType.Float32);
    }

    /// <summary>Mean squared error of the waveform quantities, in units of spread.</summary>
    /// <param name="tokens">Picture tokens.</param>
    /// <param name="targets">Quantities in units of spread <c>[pictures, stretches * quantities]</c>, NaN where not recorded.</param>
    public Tensor WaveformLoss(Tensor tokens, Tensor targets)
    {
        var known = targets.isnan().logical_not().to(ScalarType.Float32);
        var error = (Waveforms(tokens) - targets.masked_fill(targets.isnan(), 0)) * known;
        return (error * error).sum() / known.sum().clamp_min(1);
    }

    /// <summary>Cross entropy of the stage from one picture alone, nats.</summary>
    /// <param name="tokens">Picture tokens.</param>
    /// <param name="stages">Stages, int64 <c>[pictures]</c>; -100 where nobody scored.</param>
    public Tensor StageLoss(Tensor tokens, Tensor stages)
    {
        var losses = nn.functional.cross_entropy(stage.call(tokens.mean([1])).to(ScalarType.Float32), stages, reduction: nn.Reduction.Sum);
        return losses / stages.ge(0).to(ScalarType.Float32).sum().clamp_min(1);
    }
}
