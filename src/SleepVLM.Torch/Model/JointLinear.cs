using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Linear layers that read the same input: one product of weights that lie one behind the other, once they learn no more.</summary>
/// <remarks>The layers' own weights and biases are parts of these, so nothing is held twice. Owns the whole, not the layers.</remarks>
internal sealed class JointLinear : IDisposable
{
    private readonly Linear[] _layers;
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly long[] _outputs;

    /// <param name="storage">Element type and device.</param>
    /// <param name="inputs">Width of the input.</param>
    /// <param name="outputs">Width of each layer's output.</param>
    /// <param name="bias">Whether they add biases.</param>
    public JointLinear(WeightStorage storage, long inputs, long[] outputs, bool bias)
    {
        _outputs = outputs;
        _weight = empty([outputs.Sum(), inputs], storage.Dtype, storage.Device).DetachFromDisposeScope();
        _bias = bias ? empty([outputs.Sum()], storage.Dtype, storage.Device).DetachFromDisposeScope() : null;
        _layers = [.. Parts(_weight, 0).Zip(_bias is null ? outputs.Select(_ => (Tensor?)null) : Parts(_bias, 0), (weight, part) => nn.Linear(new Parameter(weight), part is null ? null : new Parameter(part)))];
    }

    /// <summary>The layers by themselves, not initialised.</summary>
    public IReadOnlyList<nn.Module<Tensor, Tensor>> Layers => _layers;

    /// <summary>Whether the product may stand for the layers.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Takes the weights as they are now for good, unless the layers have another type or device by now.</summary>
    public void Settle() => IsSettled = _layers.All(layer => layer.get_parameter("weight") is { } own && own.dtype == _weight.dtype && own.device.type == _weight.device.type);

    /// <summary>What each layer makes of <c>[..., inputs]</c>, <c>[..., outputs]</c>; null where the layers have to be asked one by one: while they learn.</summary>
    public Tensor[]? Of(Tensor x) => IsSettled && !is_grad_enabled() ? [.. Parts(nn.functional.linear(x, _weight, _bias), x.dim() - 1)] : null;

    public void Dispose()
    {
        _weight.Dispose();
        _bias?.Dispose();
    }

    private IEnumerable<Tensor> Parts(Tensor whole, long axis)
    {
        var at = 0L;
        foreach (var count in _outputs)
        {
            yield return whole.narrow(axis, at, count);
            at += count;
        }
    }
}
