using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Keys and values of a common beginning in one layer: computed once, seen by every sequence of a batch, with gradients from all of them.</summary>
/// <param name="batch">Sequences that see them.</param>
internal sealed class PrefixKeys(long batch) : IKeyValueStore
{
    private Tensor? _keys, _values;

    /// <summary>The first call gives the beginning's own; later ones are answered with the beginning and what they bring.</summary>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values)
    {
        if (_keys is null) return (_keys, _values) = (keys, values);
        return (cat([Shared(_keys), keys], 2), cat([Shared(_values!), values], 2));
    }

    public void Advance(long added)
    {
        // Nothing outlives the layer.
    }

    private Tensor Shared(Tensor x) => x.expand(batch, x.shape[1], x.shape[2], x.shape[3]);
}
