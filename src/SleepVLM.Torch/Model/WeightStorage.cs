using SleepVLM.Torch.Weights.Packing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>How a model holds its weights; its modules ask here for theirs. What it hands out is not initialised: loading or <c>WeightInitializer</c> fills it.</summary>
/// <param name="Dtype">Element type of weights that are not packed, and of everything computed.</param>
/// <param name="Device">Where they lie.</param>
/// <param name="Packing">Which linear layers hold packed 4-bit weights, and how; null for none.</param>
public sealed record WeightStorage(ScalarType Dtype, Device Device, PackedModules? Packing = null)
{
    /// <summary>Single precision in the processor's memory.</summary>
    public static WeightStorage Single => new(ScalarType.Float32, CPU);

    /// <summary>Name of the module that asks, with a dot behind it; empty at the root.</summary>
    public string Scope { get; private init; } = "";

    /// <summary>The same for the modules below a module.</summary>
    /// <param name="name">Name of the module among its siblings.</param>
    public WeightStorage Below(string name) => this with { Scope = $"{Scope}{name}." };

    /// <summary>A weight that must be filled.</summary>
    public Parameter Weight(params ReadOnlySpan<long> shape) => new(empty(shape, Dtype, Device));

    /// <summary><c>x W^T + b</c>, packed where the checkpoint has that layer packed.</summary>
    /// <param name="name">Name of the layer among its siblings.</param>
    /// <param name="inputs">Width of the input.</param>
    /// <param name="outputs">Width of the output.</param>
    /// <param name="bias">Whether it adds a bias.</param>
    public nn.Module<Tensor, Tensor> Linear(string name, long inputs, long outputs, bool bias = true)
    {
        var offset = bias ? Weight(outputs) : null;
        if (IsPacked(name))
            return new PackedLinear(inputs, outputs, offset, Packing!.Format, Device, Packing.WithGroupIndex.Contains(Scope + name));
        var weight = Weight(outputs, inputs);
        if (HalfLinear.IsNeeded(Dtype, Device)) return new HalfLinear(weight, offset);
        return IsSingle ? new SingleLinear(weight, offset) : nn.Linear(weight, offset);
    }

    /// <summary>Layers that read the same input, joined where libtorch multiplies them as they lie.</summary>
    /// <param name="inputs">Width of the input.</param>
    /// <param name="bias">Whether they add biases.</param>
    /// <param name="layers">Name of each layer among its siblings, and width of its output.</param>
    internal (IReadOnlyList<nn.Module<Tensor, Tensor>> Layers, JointLinear? Joint) Linears(long inputs, bool bias, params (string Name, long Outputs)[] layers)
    {
        if (!IsPlain || layers.Any(layer => IsPacked(layer.Name))) return ([.. layers.Select(layer => Linear(layer.Name, inputs, layer.Outputs, bias))], null);
        var joint = new JointLinear(this, inputs, [.. layers.Select(layer => layer.Outputs)], bias);
        return (joint.Layers, joint);
    }

    private bool IsPlain => !HalfLinear.IsNeeded(Dtype, Device) && !IsSingle;

    private bool IsSingle => Dtype == ScalarType.Float32 && Device.type == TorchSharp.DeviceType.CPU;

    private bool IsPacked(string name) => Packing is not null && Packing.Contains(Scope + name);
}
