using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules by name.</summary>
public class ModuleDict<T> : Module, IEnumerable<(string, T)> where T : Module
{
    /// <summary>An empty dictionary.</summary>
    public ModuleDict() : base("ModuleDict") { }

    /// <summary>The number of modules.</summary>
    public int Count => _internal_submodules.Count;

    /// <summary>The names in order.</summary>
    public ICollection<string> Keys => _internal_submodules.Keys;

    /// <summary>The modules in order.</summary>
    public ICollection<T> Values => [.. _internal_submodules.Values.Cast<T>()];

    /// <summary>The module of a name.</summary>
    public T this[string key]
    {
        get => (T)_internal_submodules[key];
        set
        {
            _internal_submodules.Remove(key);
            register_module(key, value);
        }
    }

    /// <summary>Adds a module.</summary>
    public void Add(string key, T value) => register_module(key, value);

    /// <summary>Whether a name is there.</summary>
    public bool ContainsKey(string key) => _internal_submodules.ContainsKey(key);

    /// <summary>The module of a name, if it is there.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        value = _internal_submodules.TryGetValue(key, out var module) ? (T)module : null;
        return value is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<(string, T)> GetEnumerator()
    {
        foreach (var (name, module) in _internal_submodules) yield return (name, (T)module);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The modules are registered already, when they are added.</summary>
    protected override void RegisterComponents() { }
}
