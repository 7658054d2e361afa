namespace SleepVLM.Torch.Generation;

/// <summary>Keeps what was used last, up to a total size, and disposes what falls out.</summary>
/// <param name="mostBytes">Largest total of the sizes.</param>
/// <param name="comparer">Tells equal keys.</param>
internal sealed class Recent<TKey, TValue>(long mostBytes, IEqualityComparer<TKey>? comparer = null) : IDisposable
    where TKey : notnull where TValue : IDisposable
{
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = new(comparer);
    private readonly LinkedList<Entry> _order = [];
    private long _bytes;

    /// <summary>Looks a value up and counts that as use.</summary>
    public bool TryGet(TKey key, out TValue value)
    {
        var found = _entries.TryGetValue(key, out var node);
        if (found)
        {
            _order.Remove(node!);
            _order.AddLast(node!);
        }

        value = found ? node!.Value.Value : default!;
        return found;
    }

    /// <summary>Takes a value that is not there yet; it stays until <see cref="Trim"/> at least.</summary>
    public void Add(TKey key, TValue value, long bytes)
    {
        _entries.Add(key, _order.AddLast(new Entry(key, value, bytes)));
        _bytes += bytes;
    }

    /// <summary>Drops what was not used for longest until the rest fits.</summary>
    public void Trim()
    {
        while (_bytes > mostBytes && _order.First is { } oldest)
        {
            _order.RemoveFirst();
            _entries.Remove(oldest.Value.Key);
            _bytes -= oldest.Value.Bytes;
            oldest.Value.Value.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var entry in _order) entry.Value.Dispose();
        _order.Clear();
        _entries.Clear();
        _bytes = 0;
    }

    private sealed record Entry(TKey Key, TValue Value, long Bytes);
}
