using SleepVLM.Contracts;

namespace SleepVLM.Plugins.Csv;

/// <summary>Brings the output format <c>csv</c>.</summary>
public sealed class CsvPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry) => registry.AddOutputFormat(new CsvFormat());
}
