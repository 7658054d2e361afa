using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Keys and values of every layer in buffers of fixed size, written in place; owns its tensors.</summary>
public sealed class KeyValueCache : IKeyValueStore, IDisposable
{
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;
    private long _rows, _shared;

    /// <param name="config">Whose layers.</param>
    /// <param name="batch">Sequences side by side.</param>
    /// <param name="capacity">Longest sequence, tokens.</param>
    /// <param name="dtype">Element type of the model.</param>
    /// <param name="device">Where the model runs.</param>
    public KeyValueCache(Qwen25VlConfig config, long batch, long capacity, ScalarType dtype, Device device)
    {
        (Capacity, _rows) = (capacity, batch);
        long[] shape = [batch, config.NumKeyValueHeads, capacity, config.HeadWidth];
        Tensor Buffer() => zeros(shape, dtype, device).DetachFromDisposeScope();
        _keys = [.. Enumerable.Range(0, config.NumHiddenLayers).Select(_ => Buffer())];
        _values = [.. Enumerable.Range(0, config.NumHiddenLayers).Select(_ => Buffer())];
    }

    /// <summary>Longest sequence, tokens.</summary>
    public long Capacity { get; }

    /// <summary>What a token of one sequence takes in all layers.</summary>
    public long BytesPerToken => Buffers.Sum(buffer => buffer.shape[1] * buffer.shape[3] * buffer.element_size());

    /// <summary>Tokens that every layer holds.</summary>
    public long Length { get; private set; }

    /// <inheritdoc/>
    /// <remarks>Writes them behind the <see cref="Length"/> present ones.</remarks>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values)
    {
        var added = keys.shape[2];
        Part(_keys[layer], Length, added).copy_(keys);
        Part(_values[layer], Length, added).copy_(values);
        return (Part(_keys[layer], 0, Length + added), Part(_values[layer], 0, Length + added));
    }

    /// <inheritdoc/>
    public CacheRows? Rows(int layer) => new(_keys[layer], _values[layer], 0, [.. Enumerable.Repeat(Length, (int)_rows)], _shared);

    /// <inheritdoc/>
    public void Advance(long added) => Length += added;

    /// <summary>Starts again after the first <paramref name="length"/> tokens.</summary>
    public void RewindTo(long length) => (Length, _shared) = (length, Math.Min(_shared, length));

    /// <summary>Fills every sequence with the tokens of a cache that holds one sequence.</summary>
    public void CopyPrefixFrom(KeyValueCache prefix)
    {
        for (var layer = 0; layer < _keys.Length; layer++)
        {
            var (keys, values) = prefix.Filled(layer);
            Part(_keys[layer], 0, prefix.Length).copy_(keys);
            Part(_values[layer], 0, prefix.Length).copy_(values);
        }

        Length = _shared = prefix.Length;
    }

    /// <summary>What one sequence holds behind the first <paramref name="from"/> tokens, as a copy <c>[2 * layers, heads, tokens, width]</c>.</summary>
    public Tensor CopyRow(long row, long from) =>
        cat([.. Buffers.Select(buffer => buffer.narrow(0, row, 1).narrow(2, from, Length - from))], 0);

    /// <summary>Gives one sequence what <see cref="CopyRow"/> took of one, behind the <see cref="Length"/> tokens present; counted by <see cref="Advance"/>.</summary>
    public void PutRow(long row, Tensor copied)
    {
        foreach (var (i, buffer) in Buffers.Index()) buffer.select(0, row).narrow(1, Length, copied.shape[2]).copy_(copied.select(0, i));
    }

    /// <summary>Takes a sequence out; the last one takes its place.</summary>
    public void Remove(long row)
    {
        _rows--;
        if (row == _rows) return;
        foreach (var buffer in Buffers) buffer.select(0, row).narrow(1, 0, Length).copy_(buffer.select(0, _rows).narrow(1, 0, Length));
    }

    /// <summary>Keys and values of one layer that are filled, <c>[batch, heads, Length, width]</c>.</summary>
    internal (Tensor Keys, Tensor Values) Filled(int layer) => (Part(_keys[layer], 0, Length), Part(_values[layer], 0, Length));

    private IEnumerable<Tensor> Buffers => _keys.Concat(_values);

    private Tensor Part(Tensor buffer, long from, long tokens) => buffer.narrow(0, 0, _rows).narrow(2, from, tokens);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in Buffers) buffer.Dispose();
    }
}
