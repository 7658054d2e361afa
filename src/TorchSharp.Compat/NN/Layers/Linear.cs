using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>x W^T + b.</summary>
public sealed class Linear : Module<Tensor, Tensor>
{
    private Parameter? _bias;
    private Parameter _weight = null!;

    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Linear))
    {
        in_features = inputSize;
        out_features = outputSize;
        weight = Layer.Weight([outputSize, inputSize], fanIn: inputSize, device, dtype);
        if (hasBias) bias = Layer.Weight([outputSize], fanIn: inputSize, device, dtype);
    }

    internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
    {
        (out_features, in_features) = (weight.size(0), weight.size(1));
        this.weight = weight;
        if (bias is not null) this.bias = bias;
    }

    /// <summary>The width of the input.</summary>
    public long in_features { get; set; }

    /// <summary>The width of the output.</summary>
    public long out_features { get; set; }

    /// <summary>[output]; null where there is none.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
    }

    /// <summary>[output, input].</summary>
    public Parameter weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value ?? throw new ArgumentNullException(nameof(weight)));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.linear(tensor, _weight, _bias);

    /// <summary>The fields are registered already, by the properties.</summary>
    protected override void RegisterComponents() { }
}
