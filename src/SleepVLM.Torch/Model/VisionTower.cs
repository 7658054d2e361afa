using SleepVLM.Torch.Images;
using SleepVLM.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Qwen2.5-VL's vision tower: patches of pictures in, tokens of the language model's width out.</summary>
public sealed class VisionTower : nn.Module<PatchPixels, IReadOnlyList<GridThw>, Tensor>
{
    /// <summary>Epsilon of every norm in the tower; fixed in the reference, not in its configuration.</summary>
    public const double NormEpsilon = 1e-6;

    private readonly PatchEmbed patch_embed;
    private readonly ModuleList<VisionBlock> blocks;
    private readonly PatchMerger merger;
    private readonly VisionConfig _config;

    /// <param name="storage">How the weights are held.</param>
    /// <param name="config">The vision half of the configuration.</param>
    public VisionTower(WeightStorage storage, VisionConfig config) : base(nameof(VisionTower))
    {
        _config = config;
        patch_embed = new PatchEmbed(storage, config);
        blocks = new ModuleList<VisionBlock>(
            [.. Enumerable.Range(0, config.Depth).Select(i => new VisionBlock(storage.Below($"{nameof(blocks)}.{i}"), config, config.FullattBlockIndexes.Contains(i)))]);
        merger = new PatchMerger(storage.Below(nameof(merger)), config);
        RegisterComponents();
    }

    /// <summary>The blocks, first to last.</summary>
    public IReadOnlyList<VisionBlock> Blocks => [.. blocks];

    /// <summary>Where patches lie and which see each other.</summary>
    public VisionLayout Layout(IReadOnlyList<GridThw> grids, Device device, ScalarType dtype) => VisionLayout.Create(
        grids, _config.SpatialMergeSize, _config.WindowSize / _config.SpatialMergeSize / _config.PatchSize, _config.HiddenSize / _config.NumHeads, device, dtype);

    /// <summary>Pixels to the first block's input, in the order of windows.</summary>
    public Tensor EmbedPatches(PatchPixels pixels, VisionLayout layout) => patch_embed.call(pixels.Values)
        .index_select(0, pixels.Rows is { } rows ? rows.index_select(0, layout.PatchOrder) : layout.PatchOrder);

    /// <summary>The last block's output to tokens in reading order.</summary>
    public Tensor Merge(Tensor x, VisionLayout layout) => merger.call(x).index_select(0, layout.InverseOrder);

    /// <summary>Pixels to tokens <c>[patches / 4, language width]</c> in reading order.</summary>
    public override Tensor forward(PatchPixels pixels, IReadOnlyList<GridThw> grids)
    {
        var layout = Layout(grids, pixels.Values.device, pixels.Values.dtype);
        var x = EmbedPatches(pixels, layout);
        foreach (var block in blocks) x = block.call(x, layout);
        return Merge(x, layout);
    }
}

/// <summary>A linear map of each patch, stored as a three-dimensional convolution whose stride is its kernel.</summary>
public sealed class PatchEmbed : nn.Module<Tensor, Tensor>
{
    private readonly PatchProjection proj;

    /// <param name="storage">How the weights are held.</param>
    /// <param name="config">The vision half of the configuration.</param>
    public PatchEmbed(WeightStorage storage, VisionConfig config) : base(nameof(PatchEmbed))
    {
        proj = new PatchProjection(storage, config);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor pixels) => proj.call(pixels);
}

/// <summary>Holder of the convolution's weight <c>[width, channels, frames, patch, patch]</c>.</summary>
public sealed class PatchProjection : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;

    /// <param name="storage">How the weights are held.</param>
    /// <param name="config">The vision half of the configuration.</param>
    public PatchProjection(WeightStorage storage, VisionConfig config) : base(nameof(PatchProjection))
    {
        weight = storage.Weight(config.HiddenSize, config.InChannels, config.TemporalPatchSize, config.PatchSize, config.PatchSize);
        RegisterComponents();
    }

    /// <summary>The kernels.</summary>
    public Parameter Weight => weight;

    /// <summary>Kernels as rows that fit the pixels.</summary>
    /// <remarks>Frames of a still picture are equal, so one frame against the sum of the frames' weights gives the same at half the cost.</remarks>
    /// <param name="kernels"><c>[kernels, channels, frames, patch, patch]</c>.</param>
    /// <param name="pixels"><c>[patches, values]</c> of all frames, or of one.</param>
    public static Tensor Flatten(Tensor kernels, Tensor pixels)
    {
        var still = pixels.shape[1] * kernels.shape[2] == kernels.numel() / kernels.shape[0];
        return (still ? kernels.sum(2) : kernels).view(kernels.shape[0], -1);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor pixels) => HalfLinear.Multiply(pixels, Flatten(weight, pixels));
}

/// <summary>Joins each square of patches into one token of the language model's width.</summary>
public sealed class PatchMerger : nn.Module<Tensor, Tensor>
{
    private readonly RmsNorm ln_q;
    private readonly Sequential mlp;
    private readonly long _joined;

    /// <param name="storage">How the weights are held.</param>
    /// <param name="config">The vision half of the configuration.</param>
    public PatchMerger(WeightStorage storage, VisionConfig config) : base(nameof(PatchMerger))
    {
        _joined = (long)config.HiddenSize * config.SpatialMergeSize * config.SpatialMergeSize;
        ln_q = new RmsNorm(storage, config.HiddenSize, VisionTower.NormEpsilon);
        var inside = storage.Below(nameof(mlp));
        mlp = nn.Sequential(inside.Linear("0", _joined, _joined), nn.GELU(), inside.Linear("2", _joined, config.OutHiddenSize));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => mlp.call(ln_q.call(x).view(-1, _joined));
}
