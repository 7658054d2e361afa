namespace TorchSharp;

/// <summary>The dispose scopes of one thread, innermost last.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? t_instance;

    private readonly List<DisposeScope> _scopes = [];

    /// <summary>Counts of this thread's tensors.</summary>
    public static ThreadDisposeScopeStatistics Statistics => ThreadSingleton.StatisticsInstance;

    internal static DisposeScopeManager ThreadSingleton => t_instance ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics StatisticsInstance { get; } = new();

    internal DisposeScope? Innermost => _scopes.Count > 0 ? _scopes[^1] : null;

    /// <summary>Puts a new tensor under the innermost scope; null where there is none.</summary>
    internal DisposeScope? RegisterOnCurrentDisposeScope(IDisposable disposable)
    {
        var scope = Innermost;
        if (scope is null)
        {
            StatisticsInstance.CreatedOutsideScopeCount++;
            return null;
        }
        StatisticsInstance.CreatedInScopeCount++;
        scope.Include(disposable);
        return scope;
    }

    internal static DisposeScope NewDisposeScope()
    {
        var manager = ThreadSingleton;
        var scope = new DisposeScope(manager);
        manager._scopes.Add(scope);
        return scope;
    }

    // A scope that an exception left open below this one ends with it.
    internal void Remove(DisposeScope scope)
    {
        var at = _scopes.LastIndexOf(scope);
        if (at >= 0) _scopes.RemoveRange(at, _scopes.Count - at);
    }
}
