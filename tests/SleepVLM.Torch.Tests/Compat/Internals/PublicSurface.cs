using System.Reflection;
using System.Text.RegularExpressions;

namespace SleepVLM.Torch.Tests.Compat.Internals;

/// <summary>Writes public members down as lines of text, one a member, so that two assemblies can be compared without loading both.</summary>
internal static partial class PublicSurface
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly HashSet<string> s_everywhere = ["Finalize", "Equals", "GetHashCode", "ToString"];

    /// <summary>The public and protected members that a type declares: <c>Type: static name(Type parameter, Type optional?)</c>.</summary>
    internal static IEnumerable<string> Of(Type type)
    {
        foreach (var method in type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)))
            if (IsVisible(method) && !s_everywhere.Contains(method.Name)) yield return Line(type, method);
        foreach (var field in type.GetFields(Own))
            if (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) yield return Line(type, field);
    }

    /// <summary>Whether code written for <paramref name="ours"/> compiles against <paramref name="theirs"/>: the same, or more parameters that may be left out.</summary>
    internal static bool Fits(string ours, string theirs)
    {
        if (ours == theirs) return true;
        if (!ours.EndsWith(')') || !theirs.EndsWith(')')) return false;
        var shared = ours[..^1];
        if (!theirs.StartsWith(shared, StringComparison.Ordinal)) return false;
        var rest = theirs[shared.Length..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries);
        return (shared.EndsWith('(') || theirs[shared.Length] == ',') && rest.All(parameter => parameter.EndsWith('?'));
    }

    internal static string Name(Type type)
    {
        if (type.IsByRef) return Name(type.GetElementType()!) + "&";
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter) return type.Name;
        var full = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? type.Name;
        full = full.Replace("TorchSharp.torch+", "", StringComparison.Ordinal).Replace("TorchSharp.", "", StringComparison.Ordinal).Replace("System.", "", StringComparison.Ordinal);
        return type.IsGenericType ? $"{Arity().Replace(full, "")}<{string.Join(",", type.GetGenericArguments().Select(Name))}>" : full;
    }

    [GeneratedRegex("`[0-9]+")]
    private static partial Regex Arity();

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    /// <summary>The line of one member.</summary>
    /// <param name="type">Declares it; a generic type is its own definition.</param>
    /// <param name="member">A method, a constructor or a field.</param>
    internal static string Line(Type type, MemberInfo member)
    {
        if (member is FieldInfo field) return $"{Name(type)}: {(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}";
        var method = (MethodBase)member;
        var result = method is MethodInfo information ? Name(information.ReturnType) + " " : "";
        var parameters = method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? "?" : "")}");
        return $"{Name(type)}: {(method.IsStatic ? "static " : "")}{result}{method.Name}({string.Join(", ", parameters)})";
    }
}
