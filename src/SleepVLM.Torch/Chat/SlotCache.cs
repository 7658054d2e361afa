using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Chat;

/// <summary>Keys and values of answers that began at different times: each row has its own length. Rows 0 to <see cref="Count"/> are in use.</summary>
/// <remarks>A step takes neighbouring rows; shorter ones hide behind a mask what the longest has more. Owns its tensors.</remarks>
internal sealed class SlotCache(Qwen25VlConfig config, ScalarType dtype, Device device) : IKeyValueStore, IDisposable
{
    private readonly List<long> _lengths = [];
    private Tensor[] _keys = [], _values = [];
    private long _rows, _capacity;
    private (int Start, int Count) _step;
    private Tensor? _places;

    /// <summary>Rows in use.</summary>
    public int Count => _lengths.Count;

    /// <summary>Tokens that a row holds.</summary>
    public long LengthOf(int row) => _lengths[row];

    /// <summary>Makes room. What is there stays.</summary>
    /// <param name="rows">Rows that will be in use.</param>
    /// <param name="capacity">Longest of all, tokens.</param>
    /// <param name="mostTokens">Rows times capacity beyond which room that is no longer needed is given back.</param>
    public void Reserve(long rows, long capacity, long mostTokens)
    {
        if (rows <= _rows && capacity <= _capacity && _rows * _capacity <= mostTokens) return;
        var (moreRows, moreCapacity) = (Math.Max(rows, _rows), Math.Max(capacity, _capacity));
        if (moreRows * moreCapacity <= mostTokens) (rows, capacity) = (moreRows, moreCapacity);
        _keys = Moved(_keys, rows, capacity);
        _values = Moved(_values, rows, capacity);
        (_rows, _capacity) = (rows, capacity);
    }

    /// <summary>Appends the rows of a cache whose questions were just read.</summary>
    public void Take(KeyValueCache read, int rows)
    {
        for (var layer = 0; layer < _keys.Length; layer++)
        {
            var (keys, values) = read.Filled(layer);
            _keys[layer].narrow(0, Count, rows).narrow(2, 0, read.Length).copy_(keys);
            _values[layer].narrow(0, Count, rows).narrow(2, 0, read.Length).copy_(values);
        }

        _lengths.AddRange(Enumerable.Repeat(read.Length, rows));
    }

    /// <summary>Frees a row; the last row moves into its place.</summary>
    public void Remove(int row)
    {
        var last = Count - 1;
        if (row != last)
        {
            for (var layer = 0; layer < _keys.Length; layer++)
                foreach (var buffer in (Tensor[])[_keys[layer], _values[layer]])
                    buffer.narrow(0, row, 1).narrow(2, 0, _lengths[last]).copy_(buffer.narrow(0, last, 1).narrow(2, 0, _lengths[last]));
            _lengths[row] = _lengths[last];
        }

        _lengths.RemoveAt(last);
    }

    /// <summary>Names the rows that the next pass gives a token each; returns the mask that goes with it, null where all are of one length.</summary>
    public Tensor? Begin(int start, int count)
    {
        _step = (start, count);
        var heads = config.NumKeyValueHeads;
        var places = new long[count * heads];
        for (var i = 0; i < places.Length; i++) places[i] = (((start + (i / heads)) * (long)heads) + (i % heads)) * _capacity + _lengths[start + (i / heads)];
        _places = tensor(places, device: device);
        var longest = Longest;
        if (_lengths.Skip(start).Take(count).All(length => length == longest)) return null;
        var mask = new float[count * (longest + 1)];
        for (var row = 0; row < count; row++)
            mask.AsSpan((int)(row * (longest + 1) + _lengths[start + row] + 1), (int)(longest - _lengths[start + row])).Fill(float.NegativeInfinity);
        return tensor(mask, [count, 1, 1, longest + 1], device: device);
    }

    /// <inheritdoc/>
    /// <remarks>One token per row, <c>[rows, heads, 1, width]</c>.</remarks>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values)
    {
        return (Put(_keys[layer], keys), Put(_values[layer], values));

        Tensor Put(Tensor buffer, Tensor added)
        {
            buffer.view(-1, config.HeadWidth).index_copy_(0, _places!, added.reshape(-1, config.HeadWidth));
            return buffer.narrow(0, _step.Start, _step.Count).narrow(2, 0, Longest + 1);
        }
    }

    /// <inheritdoc/>
    public CacheRows? Rows(int layer) => new(_keys[layer], _values[layer], _step.Start, _lengths.GetRange(_step.Start, _step.Count));

    /// <inheritdoc/>
    public void Advance(long added)
    {
        for (var row = _step.Start; row < _step.Start + _step.Count; row++) _lengths[row] += added;
    }

    /// <summary>Forgets the last tokens of neighbouring rows.</summary>
    public void Rewind(int start, int count, int tokens)
    {
        for (var row = start; row < start + count; row++) _lengths[row] -= tokens;
    }

    /// <summary>Frees all rows and their memory.</summary>
    public void Clear()
    {
        foreach (var buffer in (Tensor[])[.. _keys, .. _values]) buffer.Dispose();
        (_keys, _values, _rows, _capacity) = ([], [], 0, 0);
        _lengths.Clear();
    }

    public void Dispose() => Clear();

    private long Longest => _lengths.Skip(_step.Start).Take(_step.Count).Max();

    private Tensor[] Moved(Tensor[] old, long rows, long capacity) => [.. Enumerable.Range(0, config.NumHiddenLayers).Select(layer =>
    {
        var moved = zeros([rows, config.NumKeyValueHeads, capacity, config.HeadWidth], dtype, device).DetachFromDisposeScope();
        if (old.Length == 0) return moved;
        if (Count > 0) moved.narrow(0, 0, Count).narrow(2, 0, _lengths.Max()).copy_(old[layer].narrow(0, 0, Count).narrow(2, 0, _lengths.Max()));
        old[layer].Dispose();
        return moved;
    })];
}
