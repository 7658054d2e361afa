using SleepVLM.Contracts;

namespace SleepVLM.Plugins.JsonLines;

/// <summary>Brings the output format <c>jsonl</c>.</summary>
public sealed class JsonLinesPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry) => registry.AddOutputFormat(new JsonLinesFormat());
}
