using System.Collections;
using System.Globalization;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules by position, named "0", "1", ... in the state dict.</summary>
/// <remarks>Fill it before it is registered with its parent.</remarks>
public class ModuleList<T> : Module, IList<T> where T : Module
{
    private readonly List<T> _modules = [];
    private bool _registered;

    /// <summary>A list of these modules.</summary>
    public ModuleList(params T[] modules) : base("ModuleList") => _modules.AddRange(modules);

    /// <inheritdoc/>
    public int Count => _modules.Count;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public T this[int index]
    {
        get => _modules[index];
        set
        {
            _modules[index] = value;
            Renumber();
        }
    }

    /// <inheritdoc/>
    public void Add(T item)
    {
        _modules.Add(item);
        Renumber();
    }

    /// <summary>Appends modules.</summary>
    public void append(params T[] parameters) => extend(parameters);

    /// <summary>Appends modules.</summary>
    public void extend(IEnumerable<T> modules)
    {
        _modules.AddRange(modules);
        Renumber();
    }

    /// <inheritdoc/>
    public void Insert(int index, T item)
    {
        _modules.Insert(index, item);
        Renumber();
    }

    /// <inheritdoc/>
    public bool Remove(T item)
    {
        var removed = _modules.Remove(item);
        Renumber();
        return removed;
    }

    /// <inheritdoc/>
    public void RemoveAt(int index)
    {
        _modules.RemoveAt(index);
        Renumber();
    }

    /// <inheritdoc/>
    public void Clear()
    {
        _modules.Clear();
        Renumber();
    }

    /// <inheritdoc/>
    public bool Contains(T item) => _modules.Contains(item);

    /// <inheritdoc/>
    public int IndexOf(T item) => _modules.IndexOf(item);

    /// <inheritdoc/>
    public void CopyTo(T[] array, int arrayIndex) => _modules.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _modules.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        if (_registered) return;
        _registered = true;
        Renumber();
    }

    private void Renumber()
    {
        if (!_registered) return;
        _internal_submodules.clear();
        for (var i = 0; i < _modules.Count; i++) register_module(i.ToString(CultureInfo.InvariantCulture), _modules[i]);
    }
}
