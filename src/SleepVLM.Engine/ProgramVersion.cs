using System.Reflection;

namespace SleepVLM.Engine;

/// <summary>Name and version that stand in every record.</summary>
public static class ProgramVersion
{
    /// <summary>For example <c>SleepVLM 0.1.0</c>.</summary>
    public static string Name { get; } =
        $"SleepVLM {typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";
}
