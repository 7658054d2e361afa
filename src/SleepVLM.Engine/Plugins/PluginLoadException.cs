using SleepVLM.Contracts;

namespace SleepVLM.Engine.Plugins;

/// <summary>A plugin that cannot be used, and the state that puts it in. The host catches it: one bad plugin never stops the others.</summary>
/// <param name="state">Incompatible or malfunctioned.</param>
/// <param name="reason">One sentence.</param>
/// <param name="inner">The cause.</param>
public sealed class PluginLoadException(PluginState state, string reason, Exception? inner = null) : SleepVlmException(reason, inner)
{
    /// <summary>Incompatible or malfunctioned.</summary>
    public PluginState State { get; } = state;
}
