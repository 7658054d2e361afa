using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>max(x, 0).</summary>
public sealed class ReLU : Module<Tensor, Tensor>
{
    private readonly bool _inPlace;

    internal ReLU(bool inplace) : base(nameof(ReLU)) => _inPlace = inplace;

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.relu(tensor, _inPlace);
}

/// <summary>x times its sigmoid.</summary>
public sealed class SiLU : Module<Tensor, Tensor>
{
    private readonly bool _inPlace;

    internal SiLU(bool inplace) : base(nameof(SiLU)) => _inPlace = inplace;

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.silu(tensor, _inPlace);
}

/// <summary>x times the normal distribution function at x.</summary>
public sealed class GELU : Module<Tensor, Tensor>
{
    internal GELU() : base(nameof(GELU)) { }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => functional.gelu(tensor);
}

/// <summary>1 / (1 + exp(-x)).</summary>
public sealed class Sigmoid : Module<Tensor, Tensor>
{
    internal Sigmoid() : base(nameof(Sigmoid)) { }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => tensor.sigmoid();
}

/// <summary>The hyperbolic tangent.</summary>
public sealed class Tanh : Module<Tensor, Tensor>
{
    internal Tanh() : base(nameof(Tanh)) { }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => tensor.tanh();
}

/// <summary>The input itself.</summary>
public sealed class Identity : Module<Tensor, Tensor>
{
    internal Identity() : base(nameof(Identity)) { }

    /// <inheritdoc/>
    public override Tensor forward(Tensor tensor) => tensor.alias();
}
