using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Normalises the last dimensions to mean 0 and variance 1, then scales and shifts.</summary>
public sealed class LayerNorm : Module<Tensor, Tensor>
{
    private readonly long[] _shape;
    private readonly double _eps;
    private Parameter? _weight;
    private Parameter? _bias;

    internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool hasBias, Device? device, ScalarType? dtype)
        : base(nameof(LayerNorm))
    {
        (_shape, _eps) = (normalized_shape, eps);
        if (!elementwise_affine) return;
        weight = Layer.Constant(normalized_shape, 1, device, dtype);
        if (hasBias) bias = Layer.Constant(normalized_shape, 0, device, dtype);
    }

    /// <summary>The scale; null where there is none.</summary>
    public Parameter? weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value);
    }

    /// <summary>The shift; null where there is none.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.layer_norm(tensor, _shape, _weight, _bias, _eps);

    /// <summary>The fields are registered already, by the properties.</summary>
    protected override void RegisterComponents() { }
}
