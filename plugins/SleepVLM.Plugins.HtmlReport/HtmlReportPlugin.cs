using SleepVLM.Contracts;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>Brings the output format <c>html</c>.</summary>
public sealed class HtmlReportPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry) => registry.AddOutputFormat(new HtmlReportFormat());
}
