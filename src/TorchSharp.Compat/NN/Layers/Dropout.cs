using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>In training, zeroes elements with a probability and scales the rest to keep the mean.</summary>
public sealed class Dropout : Module<Tensor, Tensor>
{
    private readonly double _probability;
    private readonly bool _inPlace;

    internal Dropout(double p, bool inplace) : base(nameof(Dropout)) => (_probability, _inPlace) = (p, inplace);

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.dropout(tensor, _probability, training, _inPlace);
}
