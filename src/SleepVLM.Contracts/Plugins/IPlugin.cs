namespace SleepVLM.Contracts;

/// <summary>The entry point of a plugin assembly; exactly one public class implements it.</summary>
public interface IPlugin
{
    /// <summary>Called once when the plugin is loaded.</summary>
    void Register(IPluginRegistry registry);
}

/// <summary>Where a plugin puts what it brings.</summary>
public interface IPluginRegistry
{
    /// <summary>Adds an output format; its identifier must not be taken.</summary>
    /// <exception cref="ArgumentException">The identifier is taken.</exception>
    void AddOutputFormat(IOutputFormat format);

    /// <summary>Adds a rule check; its identifier must not be taken.</summary>
    /// <exception cref="ArgumentException">The identifier is taken.</exception>
    void AddRuleCheck(IRuleCheck check);
}
