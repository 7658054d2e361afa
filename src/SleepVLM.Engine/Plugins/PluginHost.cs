using SleepVLM.Contracts;

namespace SleepVLM.Engine.Plugins;

/// <summary>Finds plugins, loads those that fit, and says what became of each.</summary>
/// <remarks>Plugins are code that runs with the rights of the program: load contexts keep versions apart, they are no wall.</remarks>
public sealed class PluginHost
{
    private readonly List<IOutputFormat> _formats = [];
    private readonly List<IRuleCheck> _checks = [];
    private readonly List<PluginStatus> _plugins = [];

    private PluginHost()
    {
    }

    /// <summary>Where plugins are looked for: <c>plugins/</c> beside the program.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>Output formats of all active plugins, in the order of loading.</summary>
    public IReadOnlyList<IOutputFormat> OutputFormats => _formats;

    /// <summary>Rule checks of all active plugins, in the order of loading.</summary>
    public IReadOnlyList<IRuleCheck> RuleChecks => _checks;

    /// <summary>Every folder under the plugin folder and what became of it, in the order of their names.</summary>
    public IReadOnlyList<PluginStatus> Plugins => _plugins;

    /// <summary>Loads the plugins in the subfolders of <paramref name="folder"/>; none where there is no such folder.</summary>
    /// <exception cref="SleepVlmException">The folder may not be read.</exception>
    public static PluginHost Load(string folder)
    {
        var host = new PluginHost();
        if (!Directory.Exists(folder)) return host;
        foreach (var plugin in Subfolders(folder)) host.Add(plugin);
        return host;
    }

    private static IEnumerable<string> Subfolders(string folder)
    {
        try
        {
            return [.. Directory.GetDirectories(Path.GetFullPath(folder)).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SleepVlmException($"{folder}: the plugin folder cannot be read; check its permissions", error);
        }
    }

    private void Add(string folder)
    {
        PluginManifest? manifest = null;
        var name = Path.GetFileName(folder);
        try
        {
            manifest = PluginManifest.Read(folder);
            if (_plugins.FirstOrDefault(p => p.Manifest?.Id == manifest.Id) is { } other)
                throw new PluginLoadException(PluginState.Malfunctioned, $"the identifier '{manifest.Id}' is taken by the plugin in '{other.Folder}'");
            manifest.RequireCompatible();
            var registry = new PluginRegistry(_formats, _checks);
            Create(folder, manifest).Register(registry);
            _formats.AddRange(registry.Formats);
            _checks.AddRange(registry.Checks);
            _plugins.Add(new PluginStatus(name, manifest, PluginState.Active, "", registry.Brings));
        }
        catch (PluginLoadException error)
        {
            _plugins.Add(new PluginStatus(name, manifest, error.State, error.Message, []));
        }
        // Whatever a plugin's code throws is the plugin's malfunction, not the host's.
        catch (Exception error)
        {
            _plugins.Add(new PluginStatus(name, manifest, PluginState.Malfunctioned, Reason(error), []));
        }
    }

    private static IPlugin Create(string folder, PluginManifest manifest)
    {
        var path = Path.Combine(folder, manifest.Assembly);
        if (!File.Exists(path)) throw new PluginLoadException(PluginState.Malfunctioned, $"its assembly {manifest.Assembly} is missing from its folder");
        var entries = new PluginLoadContext(manifest.Id, path).LoadFromAssemblyPath(path).GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPlugin))).ToList();
        if (entries is not [var entry])
            throw new PluginLoadException(PluginState.Malfunctioned, $"{manifest.Assembly} has {entries.Count} public classes that implement {nameof(IPlugin)}; it must have exactly one");
        return (IPlugin)Activator.CreateInstance(entry)!;
    }

    private static string Reason(Exception error)
    {
        var cause = error.GetBaseException();
        var message = cause.Message.ReplaceLineEndings(" ").Trim();
        return cause is BadImageFormatException ? $"its assembly is no .NET assembly ({message})" : $"{cause.GetType().Name} while loading: {message}";
    }
}
