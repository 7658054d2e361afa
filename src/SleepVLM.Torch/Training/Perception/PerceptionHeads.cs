using SleepVLM.Contracts;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Two linear heads on the picture tokens that exist in training alone: what the picture shows stretch by stretch, and which stage it is.</summary>
/// <remarks>One answer teaches the vision tower a few bits; these teach it hundreds of numbers a picture, which is what makes it see within minutes. Tokens are
/// read by the same weights wherever they mean the same: every one, where each row of patches is a channel's band (style <c>sleepvlm-wide</c>, patches of 56
/// pixels); elsewhere every column of them.</remarks>
public sealed class PerceptionHeads : nn.Module
{
    private const double UsualStretchSeconds = 2;

    private readonly Linear stretches, stage;
    private readonly long _rows, _columns, _bandsOfToken;
    private readonly bool _readsTokens;

    /// <param name="config">Width of the picture tokens.</param>
    /// <param name="grid">Patches of a picture.</param>
    public PerceptionHeads(Qwen25VlConfig config, GridThw grid) : base(nameof(PerceptionHeads))
    {
        _bandsOfToken = config.Vision.SpatialMergeSize;
        (_rows, _columns) = (grid.Rows / _bandsOfToken, grid.Columns / _bandsOfToken);
        _readsTokens = grid.Rows == StretchTargets.Channels;
        Stretches = StretchesOf(config, grid);
        stretches = _readsTokens
            ? nn.Linear(config.HiddenSize, Stretches / _columns * _bandsOfToken * StretchTargets.PerChannel)
            : nn.Linear(_rows * config.HiddenSize, Stretches / _columns * StretchTargets.PerStretch);
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
        var pictures = tokens.shape[0];
        var read = _readsTokens ? ReadTokens(tokens) : stretches.call(Columns(tokens));
        return read.reshape(pictures, Stretches * StretchTargets.PerStretch).to(ScalarType.Float32);
    }

    private Tensor Columns(Tensor tokens) =>
        tokens.view(tokens.shape[0], _rows, _columns, -1).transpose(1, 2).reshape(tokens.shape[0], _columns, -1);

    // A token holds some stretches of some bands; of the chin, the last band, the last quantity alone is read.
    private Tensor ReadTokens(Tensor tokens)
    {
        var read = stretches.call(tokens).view(tokens.shape[0], _rows, _columns, Stretches / _columns, _bandsOfToken, StretchTargets.PerChannel);
        var bands = read.transpose(1, 2).transpose(2, 3).reshape(tokens.shape[0], Stretches, -1);
        return cat([bands.narrow(2, 0, StretchTargets.PerStretch - 1), bands.narrow(2, bands.shape[2] - 1, 1)], 2);
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
