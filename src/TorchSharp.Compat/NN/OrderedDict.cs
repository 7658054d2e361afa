using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>A dictionary that keeps the order of insertion and enumerates pairs.</summary>
public class OrderedDict<TKey, TValue> : IEnumerable<(TKey, TValue)> where TKey : notnull
{
    private readonly OrderedDictionary<TKey, TValue> _entries = [];

    /// <summary>The number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>The keys in order.</summary>
    public ICollection<TKey> Keys => _entries.Keys;

    /// <summary>The values in order.</summary>
    public ICollection<TValue> Values => _entries.Values;

    /// <summary>The value of a key; setting adds or replaces in place.</summary>
    public TValue this[TKey key]
    {
        get => _entries[key];
        set => _entries[key] = value;
    }

    /// <summary>Adds a new key.</summary>
    public void Add(TKey key, TValue value) => _entries.Add(key, value);

    /// <summary>Adds an entry with a new key.</summary>
    public void Add((TKey, TValue) item) => _entries.Add(item.Item1, item.Item2);

    /// <summary>Adds a key unless it is there.</summary>
    internal bool TryAdd(TKey key, TValue value) => _entries.TryAdd(key, value);

    /// <summary>Whether a key is there.</summary>
    public bool ContainsKey(TKey key) => _entries.ContainsKey(key);

    /// <summary>The value of a key, if it is there.</summary>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _entries.TryGetValue(key, out value);

    /// <summary>Takes a key out.</summary>
    public bool Remove(TKey key) => _entries.Remove(key);

    /// <summary>Takes everything out.</summary>
    public void clear() => _entries.Clear();

    /// <inheritdoc/>
    public IEnumerator<(TKey, TValue)> GetEnumerator()
    {
        foreach (var (key, value) in _entries) yield return (key, value);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
