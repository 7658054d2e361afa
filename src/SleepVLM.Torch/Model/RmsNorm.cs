using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Root-mean-square normalisation (Zhang and Sennrich 2019), computed in float32 (float64 for a model in it) and cast back before the weight, as Qwen2.5-VL does.</summary>
public sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly double _epsilon;

    /// <param name="storage">How the weight is held.</param>
    /// <param name="width">Length of the last dimension.</param>
    /// <param name="epsilon">Added to the mean square.</param>
    public RmsNorm(WeightStorage storage, long width, double epsilon) : base(nameof(RmsNorm))
    {
        _epsilon = epsilon;
        weight = new Parameter(ones([width], storage.Dtype, storage.Device));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        if (RowKernels.Takes(x) && weight.dtype == x.dtype) return RowKernels.Normalized(x, weight, _epsilon);
        var wide = x.Widened();
        var inverse = (wide * wide).mean([-1], keepdim: true).add(_epsilon).rsqrt();
        return (wide * inverse).to(x.dtype) * weight;
    }
}
