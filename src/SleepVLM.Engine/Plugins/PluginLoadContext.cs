using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Plugins;

/// <summary>A plugin's own assemblies. It shares the contracts and the runtime with the host, and nothing else of the host's.</summary>
internal sealed class PluginLoadContext(string id, string assemblyPath) : AssemblyLoadContext(id)
{
    private static readonly string ContractsName = typeof(IPlugin).Assembly.GetName().Name!;
    private readonly AssemblyDependencyResolver _resolver = new(assemblyPath);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // A copy of the contracts beside the plugin would be another IPlugin than the host's.
        if (assemblyName.Name == ContractsName) return typeof(IPlugin).Assembly;
        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } own) return LoadFromAssemblyPath(own);
        if (BelongsToHost(assemblyName.Name!))
            throw new FileNotFoundException($"plugins share only {ContractsName} with the host: {assemblyName.Name}.dll must lie in the plugin's own folder");
        return null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private static bool BelongsToHost(string name) =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"))
        && !File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), name + ".dll"));
}
