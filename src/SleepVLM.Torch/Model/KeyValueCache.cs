using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Keys and values of every layer in buffers of fixed size, written in place; owns its tensors.</summary>
public sealed class KeyValueCache : IKeyValueStore, IDisposable
{
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;

    /// <param name="config">Whose layers.</param>
    /// <param name="batch">Sequences side by side.</param>
    /// <param name="capacity">Longest sequence, tokens.</param>
    /// <param name="dtype">Element type of the model.</param>
    /// <param name="device">Where the model runs.</param>
    public KeyValueCache(Qwen25VlConfig config, long batch, long capacity, ScalarType dtype, Device device)
    {
        Capacity = capacity;
        long[] shape = [batch, config.NumKeyValueHeads, capacity, config.HeadWidth];
        Tensor Buffer() => zeros(shape, dtype, device).DetachFromDisposeScope();
        _keys = [.. Enumerable.Range(0, config.NumHiddenLayers).Select(_ => Buffer())];
        _values = [.. Enumerable.Range(0, config.NumHiddenLayers).Select(_ => Buffer())];
    }

    /// <summary>Longest sequence, tokens.</summary>
    public long Capacity { get; }

    /// <summary>Tokens that every layer holds.</summary>
    public long Length { get; private set; }

    /// <inheritdoc/>
    /// <remarks>Writes them behind the <see cref="Length"/> present ones.</remarks>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values)
    {
        var added = keys.shape[2];
        _keys[layer].narrow(2, Length, added).copy_(keys);
        _values[layer].narrow(2, Length, added).copy_(values);
        return (_keys[layer].narrow(2, 0, Length + added), _values[layer].narrow(2, 0, Length + added));
    }

    /// <inheritdoc/>
    public void Advance(long added) => Length += added;

    /// <summary>Starts again after the first <paramref name="length"/> tokens.</summary>
    public void RewindTo(long length) => Length = length;

    /// <summary>Fills every sequence with the tokens of a cache that holds one sequence.</summary>
    public void CopyPrefixFrom(KeyValueCache prefix)
    {
        for (var layer = 0; layer < _keys.Length; layer++)
        {
            _keys[layer].narrow(2, 0, prefix.Length).copy_(prefix._keys[layer].narrow(2, 0, prefix.Length));
            _values[layer].narrow(2, 0, prefix.Length).copy_(prefix._values[layer].narrow(2, 0, prefix.Length));
        }

        Length = prefix.Length;
    }

    /// <summary>Keys and values of one layer that are filled, <c>[batch, heads, Length, width]</c>.</summary>
    internal (Tensor Keys, Tensor Values) Filled(int layer) => (_keys[layer].narrow(2, 0, Length), _values[layer].narrow(2, 0, Length));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in _keys) buffer.Dispose();
        foreach (var buffer in _values) buffer.Dispose();
    }
}
