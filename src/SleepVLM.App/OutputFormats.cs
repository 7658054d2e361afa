using SleepVLM.Contracts;
using SleepVLM.Engine.Plugins;

namespace SleepVLM.App;

/// <summary>Output formats named on the command line.</summary>
internal static class OutputFormats
{
    /// <summary>Reads names separated by commas.</summary>
    public static IReadOnlyList<string> Split(string names) => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The formats of those names, each once.</summary>
    /// <exception cref="SleepVlmException">There is no such format.</exception>
    public static IOutputFormat[] Of(PluginHost plugins, IEnumerable<string> ids) => [.. ids.Distinct().Select(id => Of(plugins, id))];

    private static IOutputFormat Of(PluginHost plugins, string id) =>
        plugins.OutputFormats.FirstOrDefault(format => format.Id == id)
        ?? throw new SleepVlmException($"--formats {id}: no such format; there are {string.Join(", ", plugins.OutputFormats.Select(format => format.Id))}");
}
