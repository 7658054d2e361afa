using SleepVLM.Contracts;

namespace SleepVLM.Plugins.EdfAnnotations;

/// <summary>Brings the output format <c>edf</c>.</summary>
public sealed class EdfAnnotationsPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(IPluginRegistry registry) => registry.AddOutputFormat(new EdfAnnotationsFormat());
}
