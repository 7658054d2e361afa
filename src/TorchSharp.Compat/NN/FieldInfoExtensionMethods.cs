using System.Reflection;
using TorchSharp.Utils;

namespace TorchSharp;

/// <summary>Names of a module's fields.</summary>
public static class FieldInfoExtensionMethods
{
    /// <summary>The component's name: by <see cref="ComponentNameAttribute"/>, else the field's.</summary>
    public static string ComponentName(this FieldInfo field) => field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
}
