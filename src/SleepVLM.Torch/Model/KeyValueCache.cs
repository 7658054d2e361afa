using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Keys and values of every layer for sequences side by side, each of its own length, in buffers written in place; owns its tensors.</summary>
/// <remarks>Passes and copies concern the selected rows, which are neighbours: those added last, all after one was removed, or as <see cref="Select"/> says.</remarks>
public sealed class KeyValueCache : IKeyValueStore, IDisposable
{
    private readonly Qwen25VlConfig _config;
    private readonly ScalarType _dtype;
    private readonly Device _device;
    private readonly List<Row> _rows = [];
    private readonly List<Tensor> _buffers = []; // keys of every layer, then values of every layer: [room, heads, capacity, width]
    private long _room;
    private int _start, _count;
    private Tensor? _places;

    /// <param name="config">Whose layers.</param>
    /// <param name="rows">Empty sequences to begin with.</param>
    /// <param name="capacity">Longest sequence, tokens.</param>
    /// <param name="dtype">Element type of the model.</param>
    /// <param name="device">Where the model runs.</param>
    public KeyValueCache(Qwen25VlConfig config, int rows, long capacity, ScalarType dtype, Device device)
    {
        (_config, _dtype, _device) = (config, dtype, device);
        if (rows == 0) return;
        Reserve(rows, capacity);
        Add(rows);
    }

    /// <summary>Longest sequence, tokens.</summary>
    public long Capacity { get; private set; }

    /// <summary>Sequences.</summary>
    public int Count => _rows.Count;

    /// <summary>What a token of one sequence takes in all layers.</summary>
    public long BytesPerToken => _buffers.Sum(buffer => buffer.shape[1] * buffer.shape[3] * buffer.element_size());

    /// <summary>Tokens of the longest selected sequence.</summary>
    public long Length => _count == 0 ? 0 : Selected.Max(row => row.Length);

    /// <summary>Tokens of a sequence.</summary>
    public long LengthOf(int row) => _rows[row].Length;

    private IEnumerable<Row> Selected => _rows.Skip(_start).Take(_count);

    private bool AreEqual => Selected.All(row => row.Length == _rows[_start].Length);

    /// <summary>Makes room. What is there stays.</summary>
    /// <param name="rows">Sequences that there will be.</param>
    /// <param name="capacity">Longest of all, tokens.</param>
    /// <param name="mostTokens">Rows times capacity beyond which room that is no longer needed is given back.</param>
    public void Reserve(long rows, long capacity, long mostTokens = long.MaxValue)
    {
        if (rows <= _room && capacity <= Capacity && _room * Capacity <= mostTokens) return;
        using var scope = NewDisposeScope();
        var (moreRows, moreCapacity) = (Math.Max(rows, _room), Math.Max(capacity, Capacity));
        if (moreRows <= mostTokens / moreCapacity) (rows, capacity) = (moreRows, moreCapacity);
        for (var i = 0; i < 2 * _config.NumHiddenLayers; i++)
        {
            // Old room is given back layer by layer; where memory runs out, Clear finds what there is.
            var moved = zeros([rows, _config.NumKeyValueHeads, capacity, _config.HeadWidth], _dtype, _device).DetachFromDisposeScope();
            if (_buffers.Count == i)
            {
                _buffers.Add(moved);
                continue;
            }

            if (Count > 0) Part(moved, 0, Count, 0, Longest).copy_(Part(_buffers[i], 0, Count, 0, Longest));
            _buffers[i].Dispose();
            _buffers[i] = moved;
        }

        (_room, Capacity) = (rows, capacity);
    }

    /// <summary>Adds and selects empty sequences, for which there must be room.</summary>
    public void Add(int rows)
    {
        if (Count + rows > _room) throw new InvalidOperationException($"{Count} sequences and {rows} more do not fit into a cache of {_room}");
        Select(Count, rows);
        _rows.AddRange(Enumerable.Repeat(default(Row), rows));
    }

    /// <summary>Names the neighbours that the next passes concern.</summary>
    public void Select(int start, int count) => (_start, _count, _places) = (start, count, null);

    /// <summary>Takes a sequence out; the last one takes its place.</summary>
    public void Remove(int row)
    {
        var last = Count - 1;
        if (row != last)
        {
            foreach (var buffer in _buffers) Part(buffer, row, 1, 0, _rows[last].Length).copy_(Part(buffer, last, 1, 0, _rows[last].Length));
            _rows[row] = _rows[last];
        }

        _rows.RemoveAt(last);
        Select(0, last);
    }

    /// <summary>Hides from each selected sequence what longer ones have more, for a pass of so many new tokens; null where one new token sees all there is.</summary>
    public Tensor? Mask(int added = 1)
    {
        if (added == 1 && AreEqual) return null;
        var all = (int)Length + added;
        var mask = new float[_count * added * all];
        for (var row = 0; row < _count; row++)
            for (var i = 0; i < added; i++)
                mask.AsSpan((((row * added) + i) * all) + (int)_rows[_start + row].Length + i + 1, all - (int)_rows[_start + row].Length - i - 1).Fill(float.NegativeInfinity);
        return tensor(mask, [_count, 1, added, all], device: _device).to(_dtype);
    }

    /// <inheritdoc/>
    /// <remarks>Writes them behind what the selected sequences hold.</remarks>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values)
    {
        return (Put(_buffers[layer], keys), Put(_buffers[_config.NumHiddenLayers + layer], values));

        Tensor Put(Tensor buffer, Tensor added)
        {
            var tokens = added.shape[2];
            if (AreEqual) Part(buffer, _start, _count, Length, tokens).copy_(added);
            else buffer.view(-1, _config.HeadWidth).index_copy_(0, _places ??= Places((int)tokens), added.reshape(-1, _config.HeadWidth));
            return Part(buffer, _start, _count, 0, Length + tokens);
        }
    }

    /// <inheritdoc/>
    public CacheRows? Rows(int layer) =>
        new(_buffers[layer], _buffers[_config.NumHiddenLayers + layer], _start, [.. Selected.Select(row => row.Length)], Shared);

    /// <inheritdoc/>
    public long Shared => _count > 1 && _rows[_start].Beginning is { } beginning && Selected.All(row => ReferenceEquals(row.Beginning, beginning))
        ? Selected.Min(row => row.BeginningLength) : 0;

    /// <inheritdoc/>
    public void Advance(long added)
    {
        for (var row = _start; row < _start + _count; row++) _rows[row] = _rows[row].Longer(added);
        _places = null;
    }

    /// <summary>Forgets the last tokens of the selected sequences.</summary>
    public void Rewind(long tokens) => Advance(-tokens);

    /// <summary>Fills the selected sequences, which are empty, with the tokens of a cache that holds one sequence.</summary>
    public void CopyPrefixFrom(KeyValueCache prefix)
    {
        for (var i = 0; i < _buffers.Count; i++) Part(_buffers[i], _start, _count, 0, prefix.Length).copy_(Part(prefix._buffers[i], 0, 1, 0, prefix.Length));
        for (var row = _start; row < _start + _count; row++) _rows[row] = new Row(prefix.Length, prefix, prefix.Length);
    }

    /// <summary>What a selected sequence holds behind the first <paramref name="from"/> tokens, as a copy <c>[2 * layers, heads, tokens, width]</c>.</summary>
    public Tensor CopyRow(int row, long from) => cat([.. _buffers.Select(buffer => Part(buffer, _start + row, 1, from, _rows[_start + row].Length - from))], 0);

    /// <summary>Gives a selected sequence what <see cref="CopyRow"/> took of one, behind the tokens present; counted by <see cref="Advance"/>.</summary>
    public void PutRow(int row, Tensor copied)
    {
        foreach (var (i, buffer) in _buffers.Index()) Part(buffer, _start + row, 1, _rows[_start + row].Length, copied.shape[2]).copy_(copied.narrow(0, i, 1));
    }

    /// <summary>Forgets all sequences and frees their memory.</summary>
    public void Clear()
    {
        foreach (var buffer in _buffers) buffer.Dispose();
        _buffers.Clear();
        (_room, Capacity) = (0, 0);
        _rows.Clear();
        Select(0, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private long Longest => _rows.Max(row => row.Length);

    // Where the new tokens go when a buffer is a list of vectors: by sequence, head and token.
    private Tensor Places(int tokens)
    {
        var heads = _config.NumKeyValueHeads;
        return tensor([.. from row in Enumerable.Range(_start, _count)
                          from head in Enumerable.Range(0, heads)
                          from token in Enumerable.Range(0, tokens)
                          select (((((long)row * heads) + head) * Capacity) + _rows[row].Length + token)], device: _device);
    }

    private static Tensor Part(Tensor buffer, long row, long rows, long from, long tokens) => buffer.narrow(0, row, rows).narrow(2, from, tokens);

    // The beginning is told by where it was copied from.
    private readonly record struct Row(long Length, object? Beginning, long BeginningLength)
    {
        public Row Longer(long tokens) => this with { Length = Length + tokens, BeginningLength = Math.Min(BeginningLength, Length + tokens) };
    }
}
