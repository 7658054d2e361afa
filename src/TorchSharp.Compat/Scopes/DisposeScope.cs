namespace TorchSharp;

/// <summary>Owns the tensors created while it is the innermost scope of its thread, and disposes them when it ends.</summary>
public sealed partial class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager _manager;
    private HashSet<IDisposable> _disposables = new(ReferenceEqualityComparer.Instance);

    /// <summary>A scope inside the innermost one of <paramref name="disposeScopeManager"/>.</summary>
    internal DisposeScope(DisposeScopeManager disposeScopeManager)
    {
        ArgumentNullException.ThrowIfNull(disposeScopeManager);
        _manager = disposeScopeManager;
        OuterScope = disposeScopeManager.Innermost;
    }

    internal DisposeScope? OuterScope { get; }

    /// <summary>A copy of what the scope holds now.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => [.. _disposables];

    /// <summary>How many disposables the scope holds.</summary>
    public int DisposablesCount => _disposables.Count;

    /// <summary>Adds a disposable; tensors add themselves when created.</summary>
    internal T Include<T>(T disposable) where T : IDisposable
    {
        _disposables.Add(disposable);
        return disposable;
    }

    /// <summary>Whether the scope holds the disposable.</summary>
    public bool Contains(IDisposable disposable) => _disposables.Contains(disposable);

    /// <summary>Takes a detached disposable into this scope.</summary>
    public void Attach(IDisposable disposable)
    {
        _disposables.Add(disposable);
        if (disposable is not torch.Tensor tensor) return;
        if (tensor.OwningDisposeScope is { } previous && previous != this) previous._disposables.Remove(disposable);
        tensor.OwningDisposeScope = this;
        _manager.StatisticsInstance.AttachedToScopeCount++;
    }

    /// <summary>Disposes what the scope holds, and keeps the scope.</summary>
    public void DisposeEverything()
    {
        var old = _disposables;
        _disposables = new(ReferenceEqualityComparer.Instance);
        Release(old);
    }

    /// <summary>Disposes what the scope holds, except what is listed.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var old = _disposables;
        _disposables = new(inKeep, ReferenceEqualityComparer.Instance);
        old.ExceptWith(_disposables);
        Release(old);
    }

    /// <inheritdoc cref="DisposeEverythingBut(IEnumerable{IDisposable})"/>
    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    /// <inheritdoc cref="DisposeEverythingBut(IEnumerable{IDisposable})"/>
    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[keep]);
        return keep;
    }

    /// <summary>Called by a disposable that ends before its scope.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        _manager.StatisticsInstance.DisposedInScopeCount++;
        _disposables.Remove(disposable);
        if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = null;
    }

    /// <summary>Disposes what the scope holds and ends it.</summary>
    public void Dispose()
    {
        DisposeEverything();
        _manager.Remove(this);
    }

    private void Release(HashSet<IDisposable> disposables)
    {
        foreach (var disposable in disposables)
        {
            _manager.StatisticsInstance.DisposedInScopeCount++;
            if (disposable is torch.Tensor tensor) tensor.DisposeByScope();
            else disposable.Dispose();
        }
    }
}
